# score: 2.25 of 3
# mistake: makes a Generator of its own without a seed
# hint: differs between two calls


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    rows = list(X)
    for c in range(copies):
        steps = np.random.default_rng().integers(-max_shift, max_shift + 1, size=n)
        for i in range(n):
            step = int(steps[i])
            padded = np.concatenate([np.zeros(length), X[i], np.zeros(length)])
            new = padded[length - step : 2 * length - step]
            rows.append(new)
    return np.array(rows), np.tile(y, copies + 1)
