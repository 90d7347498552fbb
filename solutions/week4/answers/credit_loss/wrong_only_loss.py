# score: 0 of 4
# mistake: returns no gradient
# hint: must be 2 values


def credit_loss(p, y, lam):
    return np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
