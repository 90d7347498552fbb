# score: 3 of 3


class Net:
    def __init__(self, *weights):
        self.w = list(weights)
        self.m = [0.0] * 4

    def sweep(self, X, y, rate, mu):
        W1, b1, W2, b2 = self.w
        h = sigmoid(X @ W1 + b1)
        o = sigmoid(h @ W2 + b2)
        d = (o - y) * (o - o**2)
        e = np.einsum("nk,hk->nh", d, W2) * (h - h**2)
        for i, g in enumerate((np.einsum("nd,nh->dh", X, e), e.sum(0), h.T.dot(d), d.sum(0))):
            self.m[i] = mu * self.m[i] + rate * g
            self.w[i] = self.w[i] - self.m[i]


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    net = Net(W1, b1, W2, b2)
    for _ in range(sweeps):
        net.sweep(X, y, learning_rate, momentum)
    return net.w[0].tolist(), net.w[1].tolist(), net.w[2].tolist(), net.w[3].tolist()
