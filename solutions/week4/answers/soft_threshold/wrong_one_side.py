# score: 0 of 2
# mistake: treats negative weights as zero
# hint: Shrink from both sides


def soft_threshold(w, t):
    return np.maximum(w - t, 0)
