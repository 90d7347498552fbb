# score: 2 of 2


def prechelt_gl(validation_loss, alpha):
    gl, stop = [], -1
    for t, loss in enumerate(validation_loss):
        lowest = min(validation_loss[: t + 1])
        gl.append((loss - lowest) / lowest * 100)
        if stop < 0 and gl[-1] > alpha:
            stop = t
    return np.array(gl), stop
