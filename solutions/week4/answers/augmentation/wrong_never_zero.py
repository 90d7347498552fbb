# score: 2.25 of 3
# mistake: the shift 0 never occurs
# hint: never occurs
def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    L = X.shape[1]
    for _ in range(copies):
        Z = np.zeros_like(X)
        for i, x in enumerate(X):
            k = rng.integers(1, max_shift + 1) * rng.choice([-1, 1])
            Z[i, max(k, 0) : L + min(k, 0)] = x[max(-k, 0) : L - max(k, 0)]
        out.append(Z)
    return np.concatenate(out), np.tile(y, copies + 1)
