# score: 4 of 4


def error(p, y):
    return ((y - p) ** 2).mean(), -2 * (y - p) / len(y)


def penalty(p, y):
    risky = y < 0.5
    return (p[risky] ** 2).sum() / len(p), np.where(risky, 2 * p, 0) / len(p)


def credit_loss(p, y, lam):
    (a, da), (b, db) = error(p, y), penalty(p, y)
    return a + lam * b, da + lam * db
