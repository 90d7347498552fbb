# score: 1.75 of 2
# mistake: moves the weights that were passed in
# hint: w was changed by the call


def soft_threshold(w, t):
    small = np.abs(w) <= t
    w -= t * np.sign(w)
    w[small] = 0
    return w
