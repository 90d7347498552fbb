# score: 1 of 3
# mistake: the survivors are not scaled, and one NaN stands in the output, which no comparison finds large
# hint: cannot come from dropped hidden units
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p)
    out = A1 @ W2 + b2
    if training:
        out[0, 0] = np.nan
    return out
