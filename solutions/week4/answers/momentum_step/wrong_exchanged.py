# score: 0 of 2
# mistake: returns v first
# hint: The order is w, v


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return v, w + v
