# score: 0 of 2
# mistake: forgets the learning rate
# hint: learning rate is not used


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - gradient
    return w + v, v
