# score: 0.5 of 2
# mistake: compares with the previous loss
# hint: the previous loss


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.concatenate([loss[:1], loss[:-1]])
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
