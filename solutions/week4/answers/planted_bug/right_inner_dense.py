# score: 3 of 3


def fixed_backward(X, y, W1, b1, W2, b2):
    """Return the right dW1, db1, dW2, db2 of the colleague's network."""
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)

    def dense(upstream, inputs):
        return inputs.T @ upstream, upstream.sum(axis=0)

    delta2 = (a2 - y) / len(y)
    delta1 = (delta2 @ W2.T) * (1 + a1) * (1 - a1)
    return (*dense(delta1, X), *dense(delta2, a1))


wrong_gradients = ["db2", "dW1", "db1"]
...
