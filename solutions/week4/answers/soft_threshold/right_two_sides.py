# score: 2 of 2


def soft_threshold(w, t):
    return np.maximum(w - t, 0) - np.maximum(-w - t, 0)
