# score: 2 of 2


def prechelt_gl(validation_loss, alpha):
    loss = np.array(validation_loss, dtype=float)
    best = loss.copy()
    for t in range(1, len(best)):
        best[t] = min(best[t - 1], best[t])
    gl = 100 * (loss - best) / best
    stop = int(np.argmax(gl > alpha)) if np.any(gl > alpha) else -1
    return gl, stop
