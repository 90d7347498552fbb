# score: 0.5 of 2
# mistake: divides by the loss of the epoch
# hint: divided by the loss of the epoch


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    low = np.minimum.accumulate(loss)
    gl = 100 * (loss - low) / loss
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
