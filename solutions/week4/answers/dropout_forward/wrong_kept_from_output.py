# score: 3.5 of 4
# mistake: kept is read off the output
# hint: is kept
def dropout_forward(x, p, training, rng):
    if not training:
        return x, x != 0
    a = x * (rng.random(x.shape) >= p) / (1 - p) if p < 1 else 0 * x
    return a, a != 0
