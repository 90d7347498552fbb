# score: 0 of 4
# mistake: forgets the penalty
# hint: the penalty is missing


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2)
    dp = 2 * (p - y) / len(p)
    return loss, dp
