# score: 3 of 3
def stable_sigmoid(z):
    z = np.asarray(z, dtype=np.longdouble)
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a)
