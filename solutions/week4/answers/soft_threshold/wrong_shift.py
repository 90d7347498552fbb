# score: 0 of 2
# mistake: subtracts t from all
# hint: moved to the left


def soft_threshold(w, t):
    return w - t
