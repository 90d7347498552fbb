# score: 0 of 2
# mistake: adds the two steps
# hint: is wrong: for v


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1) + v / (1 + 2 * step * l2)
