# score: 2 of 2
def elastic_net_step(v, l1, l2, step):
    cand = np.stack(
        [
            (v - step * l1) / (1 + 2 * step * l2),
            (v + step * l1) / (1 + 2 * step * l2),
            np.zeros_like(v),
        ]
    )
    cand[0] = np.maximum(cand[0], 0)
    cand[1] = np.minimum(cand[1], 0)
    cost = (cand - v) ** 2 / (2 * step) + l1 * np.abs(cand) + l2 * cand**2
    return np.take_along_axis(cand, cost.argmin(0)[None], 0)[0]
