# score: 0.5 of 2
# mistake: forgets the 2 of w^2
# hint: the 2 of the derivative


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1) / (1 + step * l2)
