# score: 1.5 of 2
# mistake: squeezes a single epoch above alpha to a number
# hint: for a rise of just alpha it stops with


def prechelt_gl(validation_loss, alpha):
    loss = np.asarray(validation_loss, dtype=float)
    gl = 100 * (loss / np.minimum.accumulate(loss) - 1)
    above = np.squeeze(np.argwhere(gl > alpha))
    return gl, int(above[0]) if above.size > 0 else -1
