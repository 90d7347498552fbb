# score: 0.5 of 2
# mistake: the threshold is the sum of both
# hint: L2 is in the threshold


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step*(l1+l2))
