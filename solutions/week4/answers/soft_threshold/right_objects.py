# score: 2 of 2
def soft_threshold(w, t):
    f = lambda v: v - t if v > t else v + t if v < -t else 0.0
    return np.frompyfunc(f, 1, 1)(w)
