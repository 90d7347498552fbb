# score: 1 of 2
# mistake: takes the last epoch above alpha
# hint: last epoch above


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[-1]) if len(above) else -1
