# score: 1 of 3
# mistake: moves the signals of X themselves
# hint: unchanged


def augment_signals(X, y, copies, max_shift, rng):
    versions = [X]
    for _ in range(copies):
        for i, step in enumerate(rng.integers(-max_shift, max_shift + 1, size=len(X))):
            row = X[i].copy()
            X[i] = 0
            if step >= 0:
                X[i, step:] = row[: len(row) - step]
            else:
                X[i, :step] = row[-step:]
        versions.append(X.copy())
    return np.concatenate(versions), np.tile(y, copies + 1)
