# score: 3.5 of 4
# mistake: squeezes a batch of one example to a vector
# hint: for one example with p = 0


def dropout_forward(x, p, training, rng):
    x = np.squeeze(x)
    if not training:
        return x, np.ones(x.shape, dtype=bool)
    kept = rng.random(x.shape) >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
