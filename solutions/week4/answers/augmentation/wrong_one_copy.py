# score: 2.75 of 3
# mistake: the shifts of a single copy lose their axis
# hint: with n = 1


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    steps = np.squeeze(rng.integers(-max_shift, max_shift + 1, size=(copies, n)))
    rows = list(X)
    for c in range(copies):
        for i in range(n):
            padded = np.pad(X[i], length)
            rows.append(padded[length - steps[c, i] : 2 * length - steps[c, i]])
    return np.array(rows), np.tile(y, copies + 1)
