# score: 1 of 4
# mistake: w stands where x belongs
# hint: where x belongs
def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    s = X @ w1 + b1 >= X @ w2 + b2
    return (
        w1 * (upstream[s].sum()),
        b1 * upstream[s].sum(),
        w2 * upstream[~s].sum(),
        b2 * upstream[~s].sum(),
    )
