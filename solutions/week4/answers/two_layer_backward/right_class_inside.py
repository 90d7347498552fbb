# score: 4 of 4


def two_layer_backward(X, y, W1, b1, W2, b2):
    class Layer:
        def __init__(self, W, b):
            self.W, self.b = W, b

        def forward(self, X):
            self.X = X
            return X @ self.W + self.b

        def backward(self, up):
            self.grads = self.X.T @ up, up.sum(axis=0)
            return up @ self.W.T

    one, two = Layer(W1, b1), Layer(W2, b2)
    A1 = np.tanh(one.forward(X))
    Y = two.forward(A1)
    dY = (Y - y) / np.prod(y.shape) * 2
    one.backward(two.backward(dY) * (1 - A1**2))
    return one.grads + two.grads
