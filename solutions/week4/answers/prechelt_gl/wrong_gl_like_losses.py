# score: 1.5 of 2
# mistake: gl has the type of the losses
# hint: for losses that are whole numbers


def prechelt_gl(validation_loss, alpha):
    loss = np.array(validation_loss)
    gl = np.zeros_like(loss)
    for t in range(len(loss)):
        lowest = loss[: t + 1].min()
        gl[t] = 100 * (loss[t] / lowest - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, int(above[0]) if len(above) else -1
