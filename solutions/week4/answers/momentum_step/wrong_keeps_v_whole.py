# score: 0.25 of 2
# mistake: does not multiply the old v by momentum
# hint: the old v is kept whole


def momentum_step(w, v, gradient, learning_rate, momentum):
    v = v - learning_rate * gradient
    return w + v, v
