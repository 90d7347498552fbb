# score: 0.5 of 2
# mistake: a hard threshold
# hint: hard threshold
def elastic_net_step(v, l1, l2, step):
    return np.where(abs(v) > step * l1, v, 0) / (1 + 2 * step * l2)
