# score: 2 of 2


def neuron_gradient(w, b, x, y):
    X = np.array(x)[None, :]  # (1, d)
    Z = X @ np.array(w)[:, None] + b  # (1, 1)
    A = sigmoid(Z)
    delta = 2 * (A - y) * A * (1 - A)
    return (X.T @ delta).ravel(), delta.sum(axis=0)
