# score: 1.25 of 2
# mistake: penalises the biases too
# hint: the bias is penalised


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if True:
            p = p - learning_rate * (g + 2 * l2 * p)
            p = soft_threshold(p, learning_rate * l1)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
