# score: 2 of 2


def elastic_net_step(v, l1, l2, step):
    return (v - np.clip(v, -step * l1, step * l1)) / (1 + 2 * step * l2)
