# score: 1.5 of 3
# mistake: np.roll brings back at one end what left at the other
# hint: wraps around


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    for c in range(copies):
        steps = rng.integers(-max_shift, max_shift + 1, size=n)
        for i in range(n):
            step = int(steps[i])
            new = np.roll(X[i], step)
            rows.append(new)
    return np.array(rows), np.tile(y, copies + 1)
