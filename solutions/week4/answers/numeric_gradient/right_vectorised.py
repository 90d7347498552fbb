# score: 2 of 2


def numeric_gradient(w, b, x, y, h=1e-5):
    base = np.dot(w, x) + b
    up, down = sigmoid(base + h * np.asarray(x)), sigmoid(base - h * np.asarray(x))
    return ((up - y) ** 2 - (down - y) ** 2) / (2 * h)
