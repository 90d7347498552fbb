# score: 1.5 of 4
# mistake: ~ of an array of 0 and 1
# hint: turns 1 into -2


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)
def maxout_backward(upstream, X, w1, b1, w2, b2):
    m = (X @ w1 + b1 >= X @ w2 + b2).astype(int)
    return X.T @ (upstream*m), (upstream*m).sum(), X.T @ (upstream*~m), (upstream*~m).sum()
