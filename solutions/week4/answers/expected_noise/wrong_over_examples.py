# score: 0.5 of 3
# mistake: the variance over the examples
# hint: over the examples
def dropout_noise(X, y, w, b, p):
    m = X @ w + b
    v = np.full(len(y), np.var(m))
    return m, v, np.mean((m - y) ** 2) + np.var(m)
