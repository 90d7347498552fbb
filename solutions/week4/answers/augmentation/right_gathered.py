# score: 3 of 3
def augment_signals(X, y, copies, max_shift, rng):
    n, L = X.shape
    s = rng.choice(np.arange(-max_shift, max_shift + 1), size=(copies * n, 1))
    src = np.arange(L) - s
    ok = (src >= 0) & (src < L)
    rows = np.tile(X, (copies, 1))
    moved = np.where(ok, np.take_along_axis(rows, np.clip(src, 0, L - 1), axis=1), 0.0)
    return np.concatenate([X, moved]), np.concatenate([y] * (copies + 1))
