# score: 0 of 2
# mistake: returns only w
# hint: momentum_step must be 2 values


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return w + v
