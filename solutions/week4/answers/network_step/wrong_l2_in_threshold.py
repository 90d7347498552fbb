# score: 0.75 of 2
# mistake: puts L2 into the threshold as well
# hint: L2 is in the threshold too


def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
            t = learning_rate * (l1 + 2 * l2)
            p = p - np.clip(p, -t, t)
        else:
            p = p - learning_rate * g
        out.append(p)
    return out
