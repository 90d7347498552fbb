# score: 1.25 of 3
# mistake: the copies are stored as whole numbers
# hint: of X_new holds whole numbers


def augment_signals(X, y, copies, max_shift, rng):
    n, length = X.shape
    versions = [X]
    for _ in range(copies):
        moved = np.zeros((n, length), dtype=int)
        for i in range(n):
            step = rng.integers(-max_shift, max_shift + 1)
            if step >= 0:
                moved[i, step:] = X[i, : length - step]
            else:
                moved[i, :step] = X[i, -step:]
        versions.append(moved)
    return np.concatenate(versions), np.tile(y, copies + 1)
