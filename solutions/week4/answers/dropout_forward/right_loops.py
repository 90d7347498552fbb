# score: 4 of 4


def dropout_forward(x, p, training, rng):
    a, kept = np.array(x, dtype=float), np.ones(x.shape)
    if not training:
        return a, kept
    for place in np.ndindex(*x.shape):
        if rng.uniform() < p:
            a[place], kept[place] = 0.0, 0.0
        else:
            a[place] = x[place] / (1.0 - p)
    return a, kept
