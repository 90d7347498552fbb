# score: 1.5 of 3
# mistake: each copy starts from the copy before
# hint: from the copy before


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    for c in range(copies):
        steps = rng.integers(-max_shift, max_shift + 1, size=n)
        for i in range(n):
            step = int(steps[i])
            padded = np.concatenate([np.zeros(length), X[i], np.zeros(length)])
            new = padded[length - step : 2 * length - step]
            rows.append(new)
        X = np.array(rows[-n:])
    return np.array(rows), np.tile(y, copies + 1)
