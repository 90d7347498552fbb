# score: 0 of 2
# mistake: returns the same numbers for every input
# hint: for every input


def dropout_backward(upstream, kept, p, training):
    return np.linspace(-1, 1, 20).reshape(4, 5)
