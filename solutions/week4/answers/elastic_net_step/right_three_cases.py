# score: 2 of 2


def elastic_net_step(v, l1, l2, step):
    u = np.zeros(np.shape(v), dtype=np.float32)
    t, shrink = step * l1, 1 + 2 * step * l2
    for place in np.ndindex(u.shape):
        if v[place] > t:
            u[place] = (v[place] - t) / shrink
        elif v[place] < -t:
            u[place] = (v[place] + t) / shrink
    return u
