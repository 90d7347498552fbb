# score: 1.25 of 3
# mistake: adds noise instead of shifting
# hint: by whole samples


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    for c in range(copies):
        steps = rng.integers(-max_shift, max_shift + 1, size=n)
        for i in range(n):
            step = int(steps[i])
            new = X[i] + 0.1 * rng.standard_normal(length)
            rows.append(new)
    return np.array(rows), np.tile(y, copies + 1)
