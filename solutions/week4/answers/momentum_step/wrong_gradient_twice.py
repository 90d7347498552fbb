# score: 0.25 of 2
# mistake: the gradient is subtracted twice
# hint: subtracted twice
def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v - learning_rate * gradient
    return w + v - learning_rate * gradient, v
