# score: 1.5 of 3
# mistake: the zeros of a negative shift begin too early
# hint: Nearly all of it is zero


def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    for c in range(copies):
        new = []
        for x in X:
            s = rng.integers(-max_shift, max_shift+1)
            r = np.roll(x, s)
            if s >= 0: r[:s] = 0
            else: r[-s:] = 0
            new.append(r)
        out.append(np.array(new))
    return np.vstack(out), np.tile(y, copies+1)
