# score: 3.5 of 4
# mistake: the output has the type of x
# hint: with whole numbers in x


def dropout_forward(x, p, training, rng):
    kept = np.ones(x.shape, dtype=bool)
    if not training:
        return x, kept
    a = np.zeros_like(x)
    kept = rng.random(x.shape) >= p
    if p < 1:
        a[kept] = x[kept] / (1 - p)
    return a, kept
