# score: 2 of 2


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v / (1 + 2 * step * l2), step * l1 / (1 + 2 * step * l2))
