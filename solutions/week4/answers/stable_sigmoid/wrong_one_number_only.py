# score: 0 of 3
# mistake: works for one number only
# hint: TypeError

import math


def stable_sigmoid(z):
    a = 1 / (1 + math.exp(-z))
    return a, a * (1 - a)
