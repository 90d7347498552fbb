# score: 0 of 5
# mistake: nothing written yet
# hint: not done yet


def penalized_cost(X, y, w, b, lam, penalty): ...  # YOUR CODE HERE
