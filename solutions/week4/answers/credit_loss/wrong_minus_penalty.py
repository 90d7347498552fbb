# score: 0 of 4
# mistake: subtracts the penalty
# hint: the penalty is subtracted


def credit_loss(p, y, lam):
    n = len(p)
    return np.mean((p - y) ** 2) - lam * np.mean((1 - y) * p**2), (
        2 * (p - y) - 2 * lam * (1 - y) * p
    ) / n
