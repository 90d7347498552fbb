# score: 2 of 2


def momentum_step(w, v, gradient, learning_rate, momentum):
    shape = np.shape(w)
    w, v, g = np.ravel(w), np.ravel(v), np.ravel(gradient)
    new_w, new_v = [], []
    for i in range(len(w)):
        new_v.append(momentum * v[i] - learning_rate * g[i])
        new_w.append(w[i] + new_v[i])
    return np.reshape(new_w, shape).tolist(), np.reshape(new_v, shape).tolist()
