# score: 0.75 of 2
# mistake: forgets the 2 of w^2
# hint: lost its factor 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = soft_threshold(p - learning_rate * (g + l2 * p), learning_rate * l1)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
