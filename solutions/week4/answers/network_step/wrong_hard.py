# score: 1 of 2
# mistake: a hard threshold
# hint: hard threshold


def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
            p = np.where(np.abs(p) > learning_rate * l1, p, 0)
        else:
            p = p - learning_rate * g
        out.append(p)
    return out
