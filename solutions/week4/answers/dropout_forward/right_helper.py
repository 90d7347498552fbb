# score: 4 of 4


def coins(shape, p, rng):
    return rng.choice([True, False], size=shape, p=[1 - p, p])


def dropout_forward(x, p, training, rng):
    mask = coins(x.shape, p, rng) if training else np.full(x.shape, True)
    scale = 1 / (1 - p) if training and p < 1 else 1
    return scale * np.where(mask, x, 0), mask
