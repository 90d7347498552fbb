# score: 2 of 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    parameters = [np.array(p, dtype=np.float32) for p in parameters]
    for p, g in zip(parameters, gradients):
        weights = p.ndim > 1
        if weights:
            g = g + 2 * l2 * p
        p -= (learning_rate * g).astype(np.float32)
        if weights:
            p[...] = soft_threshold(p, learning_rate * l1)
    return parameters
