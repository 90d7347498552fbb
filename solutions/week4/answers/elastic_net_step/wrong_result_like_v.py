# score: 1.75 of 2
# mistake: the result has the type of v
# hint: with whole numbers in v


def elastic_net_step(v, l1, l2, step):
    u = np.zeros_like(v)
    u[v > step * l1] = (v[v > step * l1] - step * l1) / (1 + 2 * step * l2)
    u[v < -step * l1] = (v[v < -step * l1] + step * l1) / (1 + 2 * step * l2)
    return u
