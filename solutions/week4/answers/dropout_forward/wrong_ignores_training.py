# score: 2.5 of 4
# mistake: drops in prediction too
# hint: dropped with training=False


def dropout_forward(x, p, training, rng):
    kept = rng.random(x.shape) >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
