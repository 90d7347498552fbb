# score: 0.25 of 2
# mistake: moves w with the old v
# hint: old velocity


def momentum_step(w, v, gradient, learning_rate, momentum):
    w = w + v
    v = momentum * v - learning_rate * gradient
    return w, v
