# score: 0 of 2
# mistake: takes the lowest loss of all epochs
# hint: lowest loss of all epochs


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = loss.min()
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
