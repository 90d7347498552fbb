# score: 0 of 2
# mistake: averages with 1 - momentum
# hint: it is an average


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - (1 - momentum) * learning_rate * gradient
    return w + v, v
