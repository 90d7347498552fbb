# score: 1.5 of 2
# mistake: takes the weights of a layer with one output for a bias
# hint: no penalty acts on it


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = []
    for p, g in zip(parameters, gradients):
        if np.squeeze(p).ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
            stepped.append(soft_threshold(p, learning_rate * l1))
        else:
            stepped.append(p - learning_rate * g)
    return stepped
