# score: 0 of 3
# mistake: makes one copy too few
# hint: one copy too few


def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    for c in range(copies - 1):
        block = np.zeros(X.shape)
        for i, x in enumerate(X):
            s = rng.integers(-max_shift, max_shift + 1)
            if s >= 0:
                block[i, s:] = x[: len(x) - s]
            else:
                block[i, :s] = x[-s:]
        out.append(block)
    return np.concatenate(out), np.tile(y, copies)
