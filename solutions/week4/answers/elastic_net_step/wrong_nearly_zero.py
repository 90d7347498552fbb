# score: 1.5 of 2
# mistake: leaves tiny weights
# hint: not exactly 0


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1) / (1 + 2 * step * l2) + 1e-9
