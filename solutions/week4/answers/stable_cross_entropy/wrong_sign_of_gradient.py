# score: 1.25 of 4
# mistake: returns y - p
# hint: wrong sign


def stable_cross_entropy(Z, y):
    n, k = Z.shape
    rows = np.arange(n)
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    hot = np.eye(k)[y]
    p = np.exp(log_p)
    return -log_p[rows, y].mean(), (hot - p) / n
