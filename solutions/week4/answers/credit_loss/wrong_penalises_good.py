# score: 0 of 4
# mistake: penalises the good borrowers
# hint: the good borrowers are penalised


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean(y * p**2)
    dp = 2 * ((p - y) + lam * y * p) / len(p)
    return loss, dp
