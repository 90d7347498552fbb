# score: 0.5 of 4
# mistake: takes the piece of larger size
# hint: the winner is the larger size


def maxout(X, w1, b1, w2, b2):
    p, q = X @ w1 + b1, X @ w2 + b2
    return np.where(abs(p) >= abs(q), p, q)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    p, q = X @ w1 + b1, X @ w2 + b2
    f = abs(p) >= abs(q)
    return X.T @ (upstream * f), (upstream * f).sum(), X.T @ (upstream * ~f), (upstream * ~f).sum()
