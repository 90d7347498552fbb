# score: 1 of 2
# mistake: the lowest before this epoch
# hint: looks at epoch t too
def prechelt_gl(validation_loss, alpha):
    v = np.array(validation_loss)
    m = np.minimum.accumulate(v)
    m = np.r_[v[0], m[:-1]]
    gl = 100 * (v / m - 1)
    i = np.flatnonzero(gl > alpha)
    return gl, int(i[0]) if len(i) else -1
