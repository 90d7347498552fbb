# score: 0.5 of 3
# mistake: goes signal by signal instead of copy by copy
# hint: originals come first


def augment_signals(X, y, copies, max_shift, rng):
    length, rows, labels = X.shape[1], [], []
    for x, label in zip(X, y):
        rows.append(x)
        labels += [label] * (copies + 1)
        for _ in range(copies):
            step = int(rng.integers(-max_shift, max_shift + 1))
            rows.append(np.pad(x, length)[length - step : 2 * length - step])
    return np.array(rows), np.array(labels)
