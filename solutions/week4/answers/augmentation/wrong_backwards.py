# score: 0.75 of 3
# mistake: reads the signals backwards
# hint: read backwards


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    for c in range(copies):
        steps = rng.integers(-max_shift, max_shift + 1, size=n)
        for i in range(n):
            step = int(steps[i])
            new = X[i][::-1]
            rows.append(new)
    return np.array(rows), np.tile(y, copies + 1)
