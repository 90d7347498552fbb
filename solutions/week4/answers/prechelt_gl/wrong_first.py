# score: 0 of 2
# mistake: compares with the first loss
# hint: the first loss


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = loss[0]
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
