# score: 0.75 of 2
# mistake: np.vectorize takes the type of the first result
# hint: holds whole numbers


def soft_threshold(w, t):
    f = np.vectorize(lambda v: v-t if v > t else (v+t if v < -t else 0))
    return f(w)
