# score: 0 of 2
# mistake: leaves L1 out
# hint: L1 is missing


def elastic_net_step(v, l1, l2, step):
    return v / (1 + 2 * step * l2)
