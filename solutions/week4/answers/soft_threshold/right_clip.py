# score: 2 of 2


def soft_threshold(w, t):
    return w - np.clip(w, -t, t)
