# score: 4 of 4
def credit_loss(p, y, lam):
    c2, c1, c0 = 1 + lam * (1 - y), -2 * y, y
    return np.mean(np.polyval([c2, c1, c0], p)), np.polyval([2 * c2, c1], p) / len(p)
