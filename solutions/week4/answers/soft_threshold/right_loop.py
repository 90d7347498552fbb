# score: 2 of 2


def shrink(value, t):
    if value > t:
        return value - t
    if value < -t:
        return value + t
    return 0.0


def soft_threshold(w, t):
    w = np.array(w)
    flat = [shrink(v, t) for v in w.ravel()]
    return np.reshape(flat, w.shape)
