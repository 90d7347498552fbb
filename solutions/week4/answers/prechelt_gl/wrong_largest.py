# score: 1 of 2
# mistake: takes the epoch of the largest GL
# hint: largest GL


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss / low - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(gl.argmax()) if len(above) else -1
