# score: 2 of 2
def network_step(parameters, gradients, l1, l2, learning_rate):
    for p, g in zip(parameters, gradients):
        matrix = np.ndim(p) > 1
        p -= learning_rate * (g + (2 * l2 * p if matrix else 0))
        if matrix:
            p[...] = soft_threshold(p, learning_rate * l1)
    return parameters
