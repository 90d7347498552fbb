# score: 2.25 of 4
# mistake: averages the penalty over the risky only
# hint: a mean over the risky only


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean(p[y == 0] ** 2)
    dp = 2 * ((p - y) + lam * (1 - y) * p) / len(p)
    return loss, dp
