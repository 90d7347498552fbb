# score: 3 of 3


def shifted(signal, step):
    out = [0.0] * len(signal)
    for t, value in enumerate(signal):
        if 0 <= t + step < len(signal):
            out[t + step] = float(value)
    return out


def augment_signals(X, y, copies, max_shift, rng):
    rows, labels = [[float(v) for v in x] for x in X], [int(label) for label in y]
    for _ in range(copies):
        block = []
        for x in X[::-1]:  # draws in the opposite order
            block.insert(
                0, shifted(x, int(np.floor(rng.random() * (2 * max_shift + 1))) - max_shift)
            )
        rows += block
        labels += [int(label) for label in y]
    return rows, labels
