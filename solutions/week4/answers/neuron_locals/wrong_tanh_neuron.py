# score: 0.5 of 2
# mistake: takes tanh instead of the sigmoid
# hint: the activation is tanh


def neuron_locals(w, b, x, y):
    a = np.tanh(np.dot(w, x)+b)
    return 2*(a-y), 1-a**2, x, 1
