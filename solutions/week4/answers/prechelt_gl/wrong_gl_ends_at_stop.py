# score: 1 of 2
# mistake: gl ends at the stop
# hint: Does a loop end early


def prechelt_gl(validation_loss, alpha):
    gl, low = [], float('inf')
    for t, v in enumerate(validation_loss):
        low = min(low, v)
        gl.append(100*(v/low-1))
        if gl[-1] > alpha: return gl, t
    return gl, -1
