# score: 1 of 2
# mistake: divides alpha by 100
# hint: alpha is in per cent


def prechelt_gl(validation_loss, alpha):
    v = np.asarray(validation_loss)
    gl = 100*(v/np.minimum.accumulate(v)-1)
    return gl, next((t for t in range(len(gl)) if gl[t] > alpha/100), -1)
