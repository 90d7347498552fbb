# score: 1 of 4
# mistake: the mean over the examples that the piece won
# hint: the sum is asked
def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    s = X @ w1 + b1 >= X @ w2 + b2
    return (
        X[s].T @ upstream[s] / s.sum(),
        upstream[s].mean(),
        X[~s].T @ upstream[~s] / (~s).sum(),
        upstream[~s].mean(),
    )
