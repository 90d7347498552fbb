# score: 2.25 of 4
# mistake: forgets 1/n in the gradient
# hint: too large by a factor of n


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = 2 * ((p - y) + lam * (1 - y) * p)
    return loss, dp
