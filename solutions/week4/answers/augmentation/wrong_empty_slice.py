# score: 0 of 3
# mistake: x[:-0] for a shift of 0
# hint: A slice is empty
def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    for _ in range(copies):
        Z = np.zeros_like(X)
        for i, x in enumerate(X):
            k = rng.integers(-max_shift, max_shift + 1)
            if k > 0:
                Z[i, k:] = x[:-k]
            else:
                Z[i, :k] = x[-k:]
        out.append(Z)
    return np.concatenate(out), np.tile(y, copies + 1)
