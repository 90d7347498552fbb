# score: 0.25 of 2
# mistake: plain gradient descent
# hint: momentum is not used


def momentum_step(w, v, gradient, learning_rate, momentum):
    return w - learning_rate * gradient, -learning_rate * gradient
