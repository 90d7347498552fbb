# score: 0.5 of 2
# mistake: thresholds by l1
# hint: the step is not in the threshold


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, l1) / (1 + 2 * step * l2)
