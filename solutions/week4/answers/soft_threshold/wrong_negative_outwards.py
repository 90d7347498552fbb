# score: 0.25 of 2
# mistake: moves negative weights outwards
# hint: away from zero


def soft_threshold(w, t):
    return np.where(w > t, w - t, np.where(w < -t, w - t, 0))
