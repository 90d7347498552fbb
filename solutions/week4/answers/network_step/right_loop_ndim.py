# score: 2 of 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    """Return the parameters after one step on loss + l1 sum |W| + l2 sum W^2."""
    new = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            v = p - learning_rate * (g + 2 * l2 * p)
            new.append(np.sign(v) * np.maximum(np.abs(v) - learning_rate * l1, 0))
        else:
            new.append(p - learning_rate * g)
    return new
