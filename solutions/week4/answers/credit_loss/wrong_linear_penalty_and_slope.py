# score: 0 of 4
# mistake: the penalty and its slope are those of p
# hint: linear in p


def credit_loss(p, y, lam):
    n = len(p)
    return np.mean((p-y)**2) + lam*np.mean((1-y)*p), 2*(p-y)/n+lam*(1-y)/n
