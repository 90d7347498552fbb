# score: 0.25 of 2
# mistake: does not shorten negative weights
# hint: has wrong values


def soft_threshold(w, t):
    return np.where(w > t, w - t, np.where(w < -t, w, 0.0))
