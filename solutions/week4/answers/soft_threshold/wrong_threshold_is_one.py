# score: 0.75 of 2
# mistake: t is not used, the threshold is 1
# hint: does not depend on t


def soft_threshold(w, t):
    return np.where(w > 1, w - 1, np.where(w < -1, w + 1, 0))
