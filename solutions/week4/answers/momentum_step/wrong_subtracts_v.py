# score: 0.25 of 2
# mistake: subtracts v although it has its sign
# hint: uphill


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return w - v, v
