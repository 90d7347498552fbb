# score: 0 of 2
# mistake: returns inside the loop
# hint: return inside the loop


def soft_threshold(w, t):
    for value in w.ravel():
        return np.sign(value) * max(abs(value) - t, 0)
