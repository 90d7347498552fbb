# score: 1.5 of 2
# mistake: t / abs(w) at 0
# hint: NaN
def soft_threshold(w, t):
    return w * np.maximum(1 - t / np.abs(w), 0)
