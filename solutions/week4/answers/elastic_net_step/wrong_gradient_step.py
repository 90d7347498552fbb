# score: 0 of 2
# mistake: takes gradient steps
# hint: plain gradient steps


def elastic_net_step(v, l1, l2, step):
    return v - step * (l1 * np.sign(v) + 2 * l2 * v)
