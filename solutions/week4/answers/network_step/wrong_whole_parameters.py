# score: 0 of 2
# mistake: the new parameters are stored as whole numbers
# hint: holds whole numbers


def network_step(parameters, gradients, l1, l2, learning_rate):
    stepped = [np.zeros(p.shape, dtype=int) for p in parameters]
    for new, p, g in zip(stepped, parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * (g + 2 * l2 * p)
            new[...] = soft_threshold(p, learning_rate * l1)
        else:
            new[...] = p - learning_rate * g
    return stepped
