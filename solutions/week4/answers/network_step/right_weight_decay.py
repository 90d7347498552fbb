# score: 2 of 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    keep = 1 - 2 * learning_rate * l2

    def move(p, g):
        if len(np.shape(p)) == 1:
            return p - learning_rate * g
        p = keep * p - learning_rate * g
        return np.sign(p) * np.maximum(abs(p) - learning_rate * l1, 0)

    return [move(p, g) for p, g in zip(parameters, gradients)]
