# score: 1 of 2
# mistake: leaves L1 out
# hint: L1 is missing


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
