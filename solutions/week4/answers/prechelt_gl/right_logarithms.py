# score: 2 of 2
def prechelt_gl(validation_loss, alpha):
    l = np.log(validation_loss)
    gl = 100 * np.expm1(l - np.minimum.accumulate(l))
    return gl, min(np.flatnonzero(gl > alpha + 1e-9), default=-1)
