# score: 0.5 of 2
# mistake: multiplies by 1 - 2 step l2
# hint: Its exact step is a division


def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, step * l1) * (1 - 2 * step * l2)
