# score: 0.5 of 2
# mistake: does not divide
# hint: not divided by the lowest


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss - low)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
