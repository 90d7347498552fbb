# score: 0.25 of 2
# mistake: loses the sign
# hint: the sign is lost


def soft_threshold(w, t):
    return np.maximum(np.abs(w) - t, 0)
