# score: 2 of 2


def momentum_step(w, v, gradient, learning_rate, momentum):
    v *= momentum
    v -= learning_rate * gradient
    w += v
    return w, v
