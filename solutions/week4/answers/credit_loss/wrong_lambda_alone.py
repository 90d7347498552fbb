# score: 0 of 4
# mistake: risky borrowers count lambda times
# hint: the penalty alone


def credit_loss(p, y, lam):
    n = len(p)
    w = np.where(y == 0, lam, 1)
    return np.mean(w*(p-y)**2), 2*w*(p-y)/n
