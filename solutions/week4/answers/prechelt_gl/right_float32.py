# score: 2 of 2


def lowest_so_far(loss):
    out = loss.copy()
    for t in range(1, len(out)):
        out[t] = min(out[t], out[t - 1])
    return out


def prechelt_gl(validation_loss, alpha):
    loss = np.array(validation_loss, dtype=np.float32)
    gl = loss / lowest_so_far(loss) * 100 - 100
    stop = np.argmax(gl > alpha)
    return gl, (stop if gl[stop] > alpha else -1)
