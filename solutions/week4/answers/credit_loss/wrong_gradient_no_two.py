# score: 2.25 of 4
# mistake: forgets both factors 2
# hint: too small by a factor of 2


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
