# score: 2.25 of 4
# mistake: does not look at p in the penalty
# hint: does not look at p


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean(1 - y)
    dp = 2 * ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
