# score: 2.25 of 4
# mistake: takes p instead of p squared in the penalty
# hint: the penalty is linear in p


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p)
    dp = 2 * ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
