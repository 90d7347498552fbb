# score: 4 of 4
def two_layer_backward(X, y, W1, b1, W2, b2):
    P = [W1, b1, W2, b2]

    def loss(W1, b1, W2, b2):
        return ((np.tanh(X @ W1 + b1) @ W2 + b2 - y) ** 2).mean()

    out = []
    for i, p in enumerate(P):
        g = np.zeros(p.shape)
        for idx in np.ndindex(p.shape):
            q = p.astype(complex)
            q[idx] += 1e-30j
            g[idx] = loss(*P[:i], q, *P[i + 1 :]).imag / 1e-30
        out.append(g)
    return tuple(out)
