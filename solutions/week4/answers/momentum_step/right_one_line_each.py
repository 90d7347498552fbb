# score: 2 of 2


def momentum_step(w, v, gradient, learning_rate, momentum):
    new_v = momentum * v - learning_rate * gradient
    new_w = w + new_v
    return new_w, new_v
