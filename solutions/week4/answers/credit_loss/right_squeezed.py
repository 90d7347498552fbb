# score: 4 of 4


def credit_loss(p, y, lam):
    p, y = p.reshape(-1, 1), y.reshape(-1, 1)
    loss = np.mean((p - y) ** 2 + lam * (1 - y) * p**2)
    dp = 2 * (p - y + lam * (1 - y) * p) / len(p)
    return loss, dp.squeeze()
