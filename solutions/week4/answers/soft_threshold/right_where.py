# score: 2 of 2


def soft_threshold(w, t):
    return np.where(np.abs(w) <= t, 0.0, w - t * np.sign(w)).astype(np.float32)
