# score: 0.75 of 2
# mistake: leaves L2 out
# hint: L2 is missing


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = soft_threshold(p - learning_rate * g, learning_rate * l1)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
