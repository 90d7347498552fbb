# score: 3 of 3


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    v1 = c1 = v2 = c2 = 0
    for _ in range(sweeps):
        gW1, gb1, gW2, gb2 = 0, 0, 0, 0
        for x, t in zip(X, y):
            a = sigmoid(x @ W1 + b1)
            out = sigmoid(a @ W2 + b2)
            d2 = (out - t) * out * (1 - out)
            d1 = (W2 @ d2) * a * (1 - a)
            gW1 = gW1 + x[:, None] * d1
            gb1 = gb1 + d1
            gW2 = gW2 + a[:, None] * d2
            gb2 = gb2 + d2
        v1 = momentum * v1 - learning_rate * gW1
        c1 = momentum * c1 - learning_rate * gb1
        v2 = momentum * v2 - learning_rate * gW2
        c2 = momentum * c2 - learning_rate * gb2
        W1, b1, W2, b2 = W1 + v1, b1 + c1, W2 + v2, b2 + c2
    return W1, b1, W2, b2
