# score: 0 of 4
# mistake: the penalty is (1 - p)^2
# hint: 1 - p where p belongs
def credit_loss(p, y, lam):
    return np.mean((p - y) ** 2) + lam * np.mean((1 - y) * (1 - p) ** 2), 2 * (
        (p - y) - lam * (1 - y) * (1 - p)
    ) / len(p)
