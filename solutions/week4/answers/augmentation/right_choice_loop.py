# score: 3 of 3


def shift_one(x, s):
    out = [0.0] * len(x)
    for i, v in enumerate(x):
        if 0 <= i + s < len(x):
            out[i + s] = v
    return out


def augment_signals(X, y, copies, max_shift, rng):
    new_X, new_y = [list(x) for x in X], list(y)
    options = np.arange(-max_shift, max_shift + 1)
    for c in range(copies):
        for x, label in zip(X, y):
            new_X.append(shift_one(x, rng.choice(options)))
            new_y.append(label)
    return new_X, new_y
