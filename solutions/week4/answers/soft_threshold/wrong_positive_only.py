# score: 0.25 of 2
# mistake: does not shorten negative weights
# hint: only where w < -t


def soft_threshold(w, t):
    return np.where(w > t, w - t, np.where(w < -t, w, 0.0))
