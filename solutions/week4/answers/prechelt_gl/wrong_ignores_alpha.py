# score: 1 of 2
# mistake: a fixed alpha
# hint: stop does not depend on alpha


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    gl = 100 * (loss / np.minimum.accumulate(loss) - 1)
    above = np.flatnonzero(gl > 5)
    return gl, int(above[0]) if len(above) else -1
