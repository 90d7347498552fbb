# score: 2.25 of 4
# mistake: forgets the factor 2 of the penalty's derivative
# hint: lacks its factor 2


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = (2 * (p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
