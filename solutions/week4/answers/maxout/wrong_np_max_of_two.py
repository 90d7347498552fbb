# score: 2.5 of 4
# mistake: np.max gets the second piece as its axis
# hint: is for an axis


def maxout(X, w1, b1, w2, b2):
    return np.max(X @ w1 + b1, X @ w2 + b2)
def maxout_backward(upstream, X, w1, b1, w2, b2):
    m = X @ w1 + b1 >= X @ w2 + b2
    return X.T @ (upstream*m), (upstream*m).sum(), X.T @ (upstream*~m), (upstream*~m).sum()
