# score: 1.5 of 2
# mistake: stops at GL equal to alpha
# hint: a rise of just alpha


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl >= alpha)
    return gl, int(above[0]) if len(above) else -1
