# score: 1.25 of 4
# mistake: adds the terms of the other classes
# hint: The other classes are counted


def stable_cross_entropy(Z, y):
    n, k = Z.shape
    S = Z - Z.max(1, keepdims=True)
    P = np.exp(S) / np.exp(S).sum(1, keepdims=True)
    Y = np.eye(k)[y]
    with np.errstate(all="ignore"):
        loss = -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum() / n
    return loss, (P - Y) / n
