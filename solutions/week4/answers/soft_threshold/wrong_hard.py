# score: 0.25 of 2
# mistake: cuts, but does not shorten
# hint: hard threshold


def soft_threshold(w, t):
    return np.where(np.abs(w) > t, w, 0.0)
