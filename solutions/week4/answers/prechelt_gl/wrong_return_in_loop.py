# score: 1 of 2
# mistake: returns inside the loop
# hint: Is return inside the loop


def prechelt_gl(validation_loss, alpha):
    E = np.asarray(validation_loss, float)
    gl = 100 * (E / np.minimum.accumulate(E) - 1)
    for t, g in enumerate(gl):
        if g > alpha:
            return gl, t
        else:
            return gl, -1
