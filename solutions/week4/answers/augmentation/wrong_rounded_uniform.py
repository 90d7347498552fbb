# score: 2.5 of 3
# mistake: rounds a uniform number
# hint: Is a number rounded


def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    for c in range(copies):
        new = []
        for x in X:
            s = int(round(rng.uniform(-max_shift, max_shift)))
            r = np.roll(x, s)
            if s > 0: r[:s] = 0
            elif s < 0: r[s:] = 0
            new.append(r)
        out.append(np.array(new))
    return np.vstack(out), np.tile(y, copies+1)
