# score: 1.75 of 2
# mistake: squeezes a single entry to a number and goes through it
# hint: with n = 1


def elastic_net_step(v, l1, l2, step):
    return np.array([soft_threshold(u, step * l1) / (1 + 2 * step * l2) for u in np.squeeze(v)])
