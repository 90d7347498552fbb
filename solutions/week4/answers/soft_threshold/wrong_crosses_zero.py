# score: 0 of 2
# mistake: lets small weights cross zero
# hint: must stop at zero


def soft_threshold(w, t):
    return w - t * np.sign(w)
