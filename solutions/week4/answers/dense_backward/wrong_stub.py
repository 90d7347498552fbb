# score: 0 of 5
# mistake: nothing written yet
# hint: not done yet


def dense_backward(upstream, X, W): ...  # YOUR CODE HERE
