# score: 0 of 2
# mistake: returns what is cut away
# hint: the part that is cut away


def soft_threshold(w, t):
    return np.clip(w, -t, t)
