# score: 0.25 of 2
# mistake: multiplies v by the learning rate again
# hint: v has it already


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return w + learning_rate * v, v
