# score: 0.5 of 2
# mistake: divides by 1 + 2 l2
# hint: the step is not in the division


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1) / (1 + 2 * l2)
