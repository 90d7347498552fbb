# score: 0 of 2
# mistake: shrinks by a factor, as L2 does
# hint: Shorten each weight by t


def soft_threshold(w, t):
    return w * max(0, 1 - t)
