# score: 2 of 2


def momentum_step(w, v, gradient, learning_rate, momentum):
    """Return the new w and v after one step: v <- momentum v - learning_rate gradient, w <- w + v."""
    new_v = np.array(v, dtype=float)
    new_v *= momentum
    new_v -= learning_rate * gradient
    new_w = np.array(w, dtype=float)
    new_w += new_v
    return new_w, new_v
