# score: 0.5 of 2
# mistake: leaves L2 out
# hint: L2 is missing


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1)
