# score: 0 of 2
# mistake: stores the new velocity in an array of whole numbers
# hint: v holds whole numbers


def momentum_step(w, v, gradient, learning_rate, momentum):
    new = np.full(v.shape, 0)
    new[...] = momentum * v - learning_rate * gradient
    return w + new, new
