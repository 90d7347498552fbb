# score: 4 of 4


def credit_loss(p, y, lam):
    n = len(p)
    loss, slopes = 0.0, []
    for score, good in zip(p, y):
        if good:
            loss += (score - 1) ** 2
            slopes.append(2 * (score - 1) / n)
        else:
            loss += score**2 + lam * score**2
            slopes.append(2 * (1 + lam) * score / n)
    return loss / n, slopes
