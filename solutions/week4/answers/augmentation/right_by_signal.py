# score: 3 of 3
def augment_signals(X, y, copies, max_shift, rng):
    n, L = X.shape
    shifts = rng.integers(2 * max_shift + 1, size=(n, copies)) - max_shift
    out = np.zeros((copies + 1, n, L))
    out[0] = X
    for i in range(n):
        for c in range(copies):
            k = shifts[i, c]
            out[c + 1, i, max(k, 0) : L + min(k, 0)] = X[i, max(-k, 0) : L - max(k, 0)]
    return out.reshape(-1, L), np.tile(y, copies + 1)
