# score: 0 of 2
# mistake: learning rate and momentum are exchanged
# hint: are exchanged
def momentum_step(w, v, gradient, momentum, learning_rate):
    v = momentum * v - learning_rate * gradient
    return w + v, v
