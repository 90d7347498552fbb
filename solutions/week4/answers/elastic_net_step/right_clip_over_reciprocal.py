# score: 2 of 2


def elastic_net_step(v, l1, l2, step):
    """Return argmin over u of (u - v)^2 / (2 step) + l1 |u| + l2 u^2, entry by entry."""
    scaled = v / step - np.clip(v / step, -l1, l1)
    return scaled / (1 / step + 2 * l2)
