# score: 0 of 2
# mistake: the ratio is upside down
# hint: upside down
def prechelt_gl(validation_loss, alpha):
    v = np.array(validation_loss)
    gl = 100 * (np.minimum.accumulate(v) / v - 1)
    i = np.flatnonzero(gl > alpha)
    return gl, int(i[0]) if len(i) else -1
