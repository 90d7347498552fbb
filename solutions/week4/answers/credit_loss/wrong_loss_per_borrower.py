# score: 2.25 of 4
# mistake: returns one loss per borrower
# hint: must be one number


def credit_loss(p, y, lam):
    loss = (p - y) ** 2 + lam * (1 - y) * p**2
    dp = 2 * ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
