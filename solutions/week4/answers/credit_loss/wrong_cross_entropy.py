# score: 0 of 4
# mistake: takes the cross-entropy for the first term
# hint: cross-entropy


def credit_loss(p, y, lam):
    n = len(p)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + lam * np.mean((1 - y) * p**2), (
        (p - y) / (p * (1 - p)) + 2 * lam * (1 - y) * p
    ) / n
