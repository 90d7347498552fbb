# score: 2.5 of 4
# mistake: scales in prediction as well
# hint: The scale of the training pass has done that


def dropout_forward(x, p, training, rng):
    if not training:
        return x * (1 - p), np.ones(x.shape)
    kept = rng.random(x.shape) >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
