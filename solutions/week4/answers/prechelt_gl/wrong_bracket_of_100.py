# score: 0 of 2
# mistake: 100 multiplies the ratio alone
# hint: the whole bracket


def prechelt_gl(validation_loss, alpha):
    v = np.asarray(validation_loss)
    gl = 100*v/np.minimum.accumulate(v)-1
    return gl, next((t for t in range(len(gl)) if gl[t] > alpha), -1)
