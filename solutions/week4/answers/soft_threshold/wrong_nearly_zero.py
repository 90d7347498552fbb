# score: 0.75 of 2
# mistake: leaves tiny weights
# hint: not exactly 0


def soft_threshold(w, t):
    return np.where(np.abs(w) <= t, 1e-9 * np.sign(w), w - t * np.sign(w))
