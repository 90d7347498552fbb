# score: 0.5 of 2
# mistake: the threshold is doubled
# hint: twice too large
def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, 2 * step * l1) / (1 + 2 * step * l2)
