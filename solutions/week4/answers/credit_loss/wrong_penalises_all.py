# score: 0 of 4
# mistake: penalises every approval
# hint: every approval is penalised


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean(p**2)
    dp = 2 * ((p - y) + lam * p) / len(p)
    return loss, dp
