# score: 0.5 of 3
# mistake: squares p/(1 - p)
# hint: p/(1 - p) is squared

def dropout_noise(X, y, w, b, p):
    m = X @ w + b
    v = np.sum((p / (1 - p)) ** 2 * (X * w) ** 2, axis=1)
    return m, v, np.mean((m - y) ** 2) + np.sum(v)
