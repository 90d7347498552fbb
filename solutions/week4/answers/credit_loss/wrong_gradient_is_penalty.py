# score: 2.25 of 4
# mistake: does not differentiate the penalty
# hint: not differentiated


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = (2 * (p - y) + lam * (1 - y) * p**2) / len(p)
    return loss, dp
