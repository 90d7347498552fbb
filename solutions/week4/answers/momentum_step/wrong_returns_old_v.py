# score: 0.25 of 2
# mistake: returns the old v
# hint: this is the old v


def momentum_step(w, v, gradient, learning_rate, momentum):
    new_v = momentum * v - learning_rate * gradient
    return w + new_v, v
