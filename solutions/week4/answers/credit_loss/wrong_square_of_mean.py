# score: 2.25 of 4
# mistake: squares the mean of the penalty
# hint: Square each p


def credit_loss(p, y, lam):
    n = len(p)
    return np.mean((p - y) ** 2) + lam * np.mean(((1 - y) * p)) ** 2, (
        2 * (p - y) + 2 * lam * (1 - y) * p
    ) / n
