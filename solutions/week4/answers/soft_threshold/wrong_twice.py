# score: 0 of 2
# mistake: counts t twice
# hint: t is counted twice


def soft_threshold(w, t):
    return np.sign(w) * np.maximum(np.abs(w) - 2 * t, 0)
