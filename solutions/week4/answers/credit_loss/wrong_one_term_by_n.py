# score: 2.25 of 4
# mistake: only the penalty's slope is divided by n
# hint: lacks its 1/n


def credit_loss(p, y, lam):
    n = len(p)
    return np.mean((p-y)**2 + lam*(1-y)*p**2), 2*(p-y) + 2*lam*(1-y)*p/n
