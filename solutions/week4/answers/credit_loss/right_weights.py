# score: 4 of 4


def credit_loss(p, y, lam):
    weight = np.where(y == 0, 1 + lam, 1.0)
    error = p - y
    return np.mean(weight * error**2), 2 * weight * error / p.size
