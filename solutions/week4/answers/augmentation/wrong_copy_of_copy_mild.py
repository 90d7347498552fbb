# score: 1.5 of 3
# mistake: each copy starts from the one before
# hint: start from the copy before


def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    cur = X.copy()
    for c in range(copies):
        new = []
        for x in cur:
            s = rng.integers(-max_shift, max_shift+1)
            r = np.roll(x, s)
            if s > 0: r[:s] = 0
            elif s < 0: r[s:] = 0
            new.append(r)
        cur = np.array(new)
        out.append(cur)
    return np.vstack(out), np.tile(y, copies+1)
