# score: 0 of 4
# mistake: the penalty counts scores above 0.5
# hint: counts approvals


def credit_loss(p, y, lam):
    n = len(p)
    approved = p > 0.5
    return np.mean((p-y)**2) + lam*np.mean((1-y)*approved), 2*(p-y)/n
