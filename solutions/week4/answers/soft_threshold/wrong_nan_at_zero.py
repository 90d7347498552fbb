# score: 1.25 of 2
# mistake: w / abs(w) at 0
# hint: NaN
def soft_threshold(w, t):
    return w / np.abs(w) * np.maximum(np.abs(w) - t, 0)
