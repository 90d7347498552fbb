# score: 0.25 of 2
# mistake: looks one step ahead
# hint: Nesterov
def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return w + momentum * v - learning_rate * gradient, v
