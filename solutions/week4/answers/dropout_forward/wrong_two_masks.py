# score: 1 of 4
# mistake: a and kept have masks of their own
# hint: same draw
def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones(x.shape, bool)
    return x * (rng.random(x.shape) >= p) / (1 - p) if p < 1 else 0 * x, rng.random(x.shape) >= p
