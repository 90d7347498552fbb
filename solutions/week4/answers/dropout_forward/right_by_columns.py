# score: 4 of 4
def dropout_forward(x, p, training, rng):
    kept = (rng.uniform(0, 1, size=x.shape[::-1]) >= p).T if training else np.ones(x.shape)
    if training and p < 1:
        return x * kept / (1 - p), kept
    return x * kept, kept
