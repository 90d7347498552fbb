# score: 1.75 of 2
# mistake: squeeze takes away the only axis of a single weight, which then has no len
# hint: with n = 1 it stops with TypeError: len() of unsized object


def momentum_step(w, v, gradient, learning_rate, momentum):
    w, v, gradient = np.squeeze(w), np.squeeze(v), np.squeeze(gradient)
    new_w, new_v = np.zeros(w.shape), np.zeros(w.shape)
    for i in range(len(w)):
        new_v[i] = momentum * v[i] - learning_rate * gradient[i]
        new_w[i] = w[i] + new_v[i]
    return new_w, new_v
