# score: 2 of 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    new = []
    for i in range(len(parameters)):
        value = parameters[i] - learning_rate * gradients[i]
        if i % 2 == 0:
            value = value - 2 * learning_rate * l2 * parameters[i]
            value = value - np.clip(value, -learning_rate * l1, learning_rate * l1)
        new.append(value)
    return tuple(new)
