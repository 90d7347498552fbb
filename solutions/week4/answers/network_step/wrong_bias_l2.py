# score: 1.25 of 2
# mistake: lets L2 act on the biases
# hint: penalised by L2


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
            p = soft_threshold(p, learning_rate * l1)
        else:
            p = p - learning_rate * (g + 2 * l2 * p)
        stepped.append(p)
    return stepped
