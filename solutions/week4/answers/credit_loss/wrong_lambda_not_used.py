# score: 0 of 4
# mistake: does not use lambda
# hint: lambda is not used


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + np.mean((1 - y) * p**2)
    dp = 2 * ((p - y) + (1 - y) * p) / len(p)
    return loss, dp
