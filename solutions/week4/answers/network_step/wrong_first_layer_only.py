# score: 0.75 of 2
# mistake: penalises the first layer only
# hint: no penalty acts on it


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for i, (p, g) in enumerate(zip(parameters, gradients)):
        if i == 0:
            p = p - learning_rate * (g + 2 * l2 * p)
            p = soft_threshold(p, learning_rate * l1)
        else:
            p = p - learning_rate * g
        stepped.append(p)
    return stepped
