# score: 1.5 of 3
# mistake: clears [:s] for a negative s too
# hint: when the shift is negative


def augment_signals(X, y, copies, max_shift, rng):
    out = [X]
    for c in range(copies):
        block = []
        for x in X:
            s = rng.integers(-max_shift, max_shift + 1)
            r = np.roll(x, s)
            r[:s] = 0
            block.append(r)
        out.append(np.array(block))
    return np.concatenate(out), np.tile(y, copies + 1)
