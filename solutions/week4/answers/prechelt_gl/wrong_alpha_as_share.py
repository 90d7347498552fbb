# score: 1 of 2
# mistake: takes alpha for a share
# hint: in the same unit


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > 100 * alpha)
    return gl, int(above[0]) if len(above) else -1
