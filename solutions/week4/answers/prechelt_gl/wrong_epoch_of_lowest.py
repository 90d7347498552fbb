# score: 1 of 2
# mistake: returns the epoch of the lowest loss
# hint: epoch of the lowest loss


def prechelt_gl(validation_loss, alpha):
    E = np.asarray(validation_loss, float)
    gl = 100 * (E / np.minimum.accumulate(E) - 1)
    over = np.flatnonzero(gl > alpha)
    return gl, (int(np.argmin(E[: over[0]])) if over.size else -1)
