# score: 2 of 2

import math


def neuron_locals(w, b, x, y):
    z = b
    for i in range(len(w)):
        z += w[i] * x[i]
    a = 1 / (1 + math.exp(-z))
    e = math.exp(-z)
    return 2 * a - 2 * y, e / (1 + e) ** 2, [float(value) for value in x], 1
