# score: 1 of 2
# mistake: counts the stop from 1
# hint: counted from 0


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) + 1 if len(above) else -1
