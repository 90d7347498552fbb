# score: 0.75 of 2
# mistake: the old weights are a second name for the moved ones
# hint: after the step


def network_step(parameters, gradients, l1, l2, learning_rate):
    for p, g in zip(parameters, gradients):
        old = p
        p -= learning_rate * g
        if p.ndim == 2:
            p -= learning_rate * 2 * l2 * old
            p[...] = soft_threshold(p, learning_rate * l1)
    return parameters
