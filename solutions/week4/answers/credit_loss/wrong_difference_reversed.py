# score: 2.25 of 4
# mistake: y - p in the gradient
# hint: Which way round
def credit_loss(p, y, lam):
    return np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2), 2 * (
        (y - p) + lam * (1 - y) * p
    ) / len(p)
