# score: 0 of 2
# mistake: returns gradients
# hint: this is the gradient


def network_step(parameters, gradients, l1, l2, learning_rate):
    return [g + 2 * l2 * p if p.ndim == 2 else g for p, g in zip(parameters, gradients)]
