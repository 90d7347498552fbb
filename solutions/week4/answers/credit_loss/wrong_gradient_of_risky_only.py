# score: 2.25 of 4
# mistake: fills the gradient of the risky only
# hint: it is 0 for the good borrowers

def credit_loss(p, y, lam):
    n = len(p); r = y == 0
    g = np.zeros(n); g[r] = (2 * p[r] + 2 * lam * p[r]) / n
    return np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2), g
