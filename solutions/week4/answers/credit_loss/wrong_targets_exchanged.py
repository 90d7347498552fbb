# score: 0 of 4
# mistake: takes y = 1 for risky
# hint: the targets are exchanged


def credit_loss(p, y, lam):
    loss = np.mean((p - (1 - y)) ** 2) + lam * np.mean(y * p**2)
    dp = 2 * ((p - (1 - y)) + lam * y * p) / len(p)
    return loss, dp
