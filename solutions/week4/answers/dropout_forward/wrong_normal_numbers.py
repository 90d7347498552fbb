# score: 2.5 of 4
# mistake: draws from the normal distribution
# hint: uniform number between 0 and 1


def dropout_forward(x, p, training, rng):
    if not training: return x, np.ones(x.shape, bool)
    kept = rng.normal(size=x.shape) >= p
    return x*kept/(1-p), kept
