# score: 3 of 3
def stable_sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(np.asarray(z) >= 0, 1, e) / (1 + e)
    return np.stack([a, a * (1 - a)])
