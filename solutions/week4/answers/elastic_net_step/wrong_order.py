# score: 0.5 of 2
# mistake: divides first, with the full threshold
# hint: the order is exchanged


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v / (1 + 2 * step * l2), step * l1)
