# score: 2 of 2


def prechelt_gl(validation_loss, alpha):
    lowest, gl, stop = None, [], -1
    for t, loss in enumerate(validation_loss):
        if lowest is None or loss < lowest:
            lowest = loss
        gl.append(100 * (loss - lowest) / lowest)
        if stop == -1 and gl[-1] > alpha:
            stop = t
    return gl, stop
