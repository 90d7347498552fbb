# score: 0 of 2
# mistake: divides by the step
# hint: divides where it must multiply
def elastic_net_step(v, l1, l2, step):
    return soft_threshold(v, l1 / step) / (1 + 2 * l2 / step)
