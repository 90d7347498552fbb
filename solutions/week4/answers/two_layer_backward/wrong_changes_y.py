# score: 3.75 of 4
# mistake: takes the prediction off y in place
# hint: y was changed by the call


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    y -= A1 @ W2 + b2
    delta2 = -2 * y / y.size
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    return X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)
