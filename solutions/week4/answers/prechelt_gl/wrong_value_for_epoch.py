# score: 1 of 2
# mistake: returns GL at the stop
# hint: this is GL at the stop


def prechelt_gl(validation_loss, alpha):
    E = np.asarray(validation_loss, float)
    gl = 100 * (E / np.minimum.accumulate(E) - 1)
    over = gl[gl > alpha]
    return gl, (over[0] if over.size else -1)
