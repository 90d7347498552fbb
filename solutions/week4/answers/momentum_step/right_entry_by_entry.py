# score: 2 of 2
def momentum_step(w, v, gradient, learning_rate, momentum):
    nw, nv = np.empty_like(w), np.empty_like(v)
    for idx in np.ndindex(w.shape):
        nv[idx] = momentum * v[idx] - learning_rate * gradient[idx]
        nw[idx] = w[idx] + nv[idx]
    return nw, nv
