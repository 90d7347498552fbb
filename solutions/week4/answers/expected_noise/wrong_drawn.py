# score: 0 of 3
# mistake: draws masks instead of computing
# hint: close, but not exact


def dropout_noise(X, y, w, b, p):
    rng = np.random.default_rng(0)
    kept = rng.random((20000, 1, len(w))) >= p
    z = (kept * X / (1 - p)) @ w + b
    return z.mean(axis=0), z.var(axis=0), ((z - y) ** 2).mean()
