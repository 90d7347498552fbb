# score: 2.25 of 3
# mistake: repeats each label beside itself
# hint: copy after copy


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
    return np.array(rows), np.repeat(y, copies + 1)
