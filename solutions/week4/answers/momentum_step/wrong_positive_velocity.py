# score: 0 of 2
# mistake: keeps v uphill and subtracts it, another convention than asked
# hint: v points uphill


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = momentum * v + learning_rate * gradient
    return w - v, v
