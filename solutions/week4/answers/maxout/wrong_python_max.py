# score: 2.5 of 4
# mistake: Python's max of two arrays
# hint: Python's max and min


def maxout(X, w1, b1, w2, b2):
    return max(X @ w1 + b1, X @ w2 + b2)
def maxout_backward(upstream, X, w1, b1, w2, b2):
    m = X @ w1 + b1 >= X @ w2 + b2
    return X.T @ (upstream*m), (upstream*m).sum(), X.T @ (upstream*~m), (upstream*~m).sum()
