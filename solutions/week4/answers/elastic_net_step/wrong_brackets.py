# score: 0 of 2
# mistake: the denominator has no brackets
# hint: needs brackets


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step*l1)/1+2*step*l2
