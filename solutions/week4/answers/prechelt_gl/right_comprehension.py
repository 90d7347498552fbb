# score: 2 of 2


def prechelt_gl(validation_loss, alpha):
    gl = [100.0 * (v / min(validation_loss[: t + 1]) - 1.0) for t, v in enumerate(validation_loss)]
    return np.array(gl), next((t for t, value in enumerate(gl) if value > alpha), -1)
