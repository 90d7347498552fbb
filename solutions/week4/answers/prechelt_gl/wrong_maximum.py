# score: 0 of 2
# mistake: uses the highest loss so far
# hint: highest loss so far


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.maximum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
