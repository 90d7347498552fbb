# score: 2 of 2


def momentum_step(w, v, gradient, learning_rate, momentum):
    """Return the new w and v after one step: v <- momentum v - learning_rate gradient, w <- w + v."""
    step = learning_rate * gradient - momentum * v
    return w - step, -step
