# score: 0.25 of 2
# mistake: tests the weights again after moving them
# hint: Decide by the old w


def soft_threshold(w, t):
    w[w > t] -= t
    w[w < -t] += t
    w[np.abs(w) <= t] = 0
    return w
