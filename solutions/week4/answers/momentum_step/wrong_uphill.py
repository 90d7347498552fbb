# score: 0 of 2
# mistake: adds the gradient
# hint: uphill


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v + learning_rate * gradient
    return w + v, v
