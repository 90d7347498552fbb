# score: 1.75 of 2
# mistake: cuts the entries that were passed in
# hint: v was changed by the call


def elastic_net_step(v, l1, l2, step):
    v[np.abs(v) <= step * l1] = 0
    return (v - step * l1 * np.sign(v)) / (1 + 2 * step * l2)
