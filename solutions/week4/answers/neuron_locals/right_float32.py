# score: 2 of 2


def neuron_locals(w, b, x, y):
    w = np.asarray(w, dtype=np.float32)
    x = np.asarray(x, dtype=np.float32)
    z = np.sum(w * x) + np.float32(b)
    a = sigmoid(z)
    print("a =", a)
    return 2 * (a - np.float32(y)), a - a**2, x, np.float32(1)
