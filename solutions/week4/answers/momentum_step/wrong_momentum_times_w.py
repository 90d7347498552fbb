# score: 0 of 2
# mistake: multiplies w by momentum
# hint: momentum multiplies w


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * w - learning_rate * gradient
    return w + v, v
