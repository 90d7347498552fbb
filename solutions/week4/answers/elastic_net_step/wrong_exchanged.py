# score: 0 of 2
# mistake: exchanges l1 and l2
# hint: exchanged


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l2) / (1 + 2 * step * l1)
