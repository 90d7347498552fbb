# score: 1.5 of 2
# mistake: overwrites the list of losses
# hint: validation_loss was changed by the call


def prechelt_gl(validation_loss, alpha):
    lowest = np.inf
    for t in range(len(validation_loss)):
        lowest = min(lowest, validation_loss[t])
        validation_loss[t] = 100 * (validation_loss[t] / lowest - 1)
    gl = np.array(validation_loss)
    above = [t for t in range(len(gl)) if gl[t] > alpha]
    return gl, above[0] if above else -1
