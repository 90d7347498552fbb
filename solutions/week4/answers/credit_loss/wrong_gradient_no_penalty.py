# score: 2.25 of 4
# mistake: forgets the penalty in the gradient
# hint: dp: the penalty is missing


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = 2 * (p - y) / len(p)
    return loss, dp
