# score: 0 of 4
# mistake: multiplies the whole error by 1 + lambda
# hint: 1 + lambda multiplies everything


def credit_loss(p, y, lam):
    loss = (1 + lam) * np.mean((p - y) ** 2)
    dp = 2 * (1 + lam) * (p - y) / len(p)
    return loss, dp
