# score: 2.5 of 3
# mistake: all copies have the same shifts
# hint: copies are equal


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    fixed = rng.integers(-max_shift, max_shift + 1, size=n)
    for c in range(copies):
        steps = fixed
        for i in range(n):
            step = int(steps[i])
            padded = np.concatenate([np.zeros(length), X[i], np.zeros(length)])
            new = padded[length - step : 2 * length - step]
            rows.append(new)
    return np.array(rows), np.tile(y, copies + 1)
