# score: 0 of 2
# mistake: takes an absolute value where zero belongs
# hint: sent back from zero

def soft_threshold(w, t):
    return np.sign(w) * np.abs(np.abs(w) - t)
