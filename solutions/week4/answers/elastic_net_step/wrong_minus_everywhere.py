# score: 0 of 2
# mistake: subtracts the threshold from negative weights too
# hint: mirror image


def elastic_net_step(v, l1, l2, step):
    return (v - step * l1) / (1 + 2 * step * l2)
