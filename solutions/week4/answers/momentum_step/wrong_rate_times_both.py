# score: 0 of 2
# mistake: multiplies the whole v by the learning rate
# hint: learning rate is not in v


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - gradient
    return w + learning_rate * v, v
