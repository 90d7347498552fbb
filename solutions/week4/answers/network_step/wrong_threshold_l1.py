# score: 1 of 2
# mistake: thresholds by l1
# hint: the threshold is l1


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = soft_threshold(p - learning_rate * (g + 2 * l2 * p), l1)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
