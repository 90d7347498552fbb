# score: 2.25 of 4
# mistake: sums the penalty instead of averaging
# hint: the penalty is a sum


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.sum((1 - y) * p**2)
    dp = 2 * ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
