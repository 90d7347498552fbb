# score: 0.5 of 3
# mistake: puts the copies side by side
# hint: side by side

def augment_signals(X, y, copies, max_shift, rng):
    n, L = X.shape
    out = [X]
    for c in range(copies):
        block = np.zeros((n, L))
        for i in range(n):
            s = rng.integers(-max_shift, max_shift + 1)
            if s >= 0: block[i, s:] = X[i, : L - s]
            else: block[i, :s] = X[i, -s:]
        out.append(block)
    return np.hstack(out), np.tile(y, copies + 1)
