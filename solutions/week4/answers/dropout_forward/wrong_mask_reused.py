# score: 2.75 of 4
# mistake: the mask of the first pass is used again
# hint: same on every call
_m = {}


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones(x.shape, bool)
    if x.shape not in _m:
        _m[x.shape] = rng.random(x.shape)
    kept = _m[x.shape] >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
