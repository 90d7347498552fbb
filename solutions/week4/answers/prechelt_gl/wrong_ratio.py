# score: 0 of 2
# mistake: gives a ratio, not per cent
# hint: not per cent


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = loss / low - 1
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
