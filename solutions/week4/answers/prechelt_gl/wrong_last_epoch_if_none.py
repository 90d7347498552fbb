# score: 1.5 of 2
# mistake: returns the last epoch if there is no stop
# hint: never exceeds alpha


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else len(gl) - 1
