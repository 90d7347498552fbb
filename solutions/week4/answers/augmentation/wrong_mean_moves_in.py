# score: 1.5 of 3
# mistake: fills with the mean
# hint: A number other than 0 moves in

def augment_signals(X, y, copies, max_shift, rng):
    n, L = X.shape
    out = [X]
    for c in range(copies):
        block = np.full((n, L), X.mean())
        for i in range(n):
            s = rng.integers(-max_shift, max_shift + 1)
            if s >= 0: block[i, s:] = X[i, : L - s]
            else: block[i, :s] = X[i, -s:]
        out.append(block)
    return np.vstack(out), np.tile(y, copies + 1)
