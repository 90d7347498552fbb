# score: 3.25 of 4
# mistake: ignores the Generator
# hint: Draw every random number from the rng
# hint: another result. Draw every random number from the Generator


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = np.random.random(x.shape) >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
