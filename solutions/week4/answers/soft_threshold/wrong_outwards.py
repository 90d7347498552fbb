# score: 0 of 2
# mistake: lets weights grow
# hint: weights grow


def soft_threshold(w, t):
    return np.sign(w) * (np.abs(w) + t)
