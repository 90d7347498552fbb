# score: 0 of 4
# mistake: returns a only
# hint: must be 2 values


def dropout_forward(x, p, training, rng):
    kept = rng.random(x.shape) >= p if training else np.ones(x.shape)
    return x * kept / (1 - p if training else 1)
