# score: 0 of 2
# mistake: cuts negative weights off
# hint: negative weights are cut off


def elastic_net_step(v, l1, l2, step):
    return np.maximum(0, (v - step * l1) / (1 + 2 * step * l2))
