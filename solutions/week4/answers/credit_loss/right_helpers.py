# score: 4 of 4


def mse(p, y):
    return ((p - y) ** 2).sum() / p.size, 2 * (p - y) / p.size


def risky_penalty(p, y):
    q = p * (1 - y)  # the scores of risky borrowers, 0 for good ones
    return np.dot(q, q) / p.size, 2 * q / p.size


def credit_loss(p, y, lam):
    """Return mean (p - y)^2 + lam mean (1 - y) p^2, and its gradient for p, shape (n,)."""
    value, slope = mse(p, y)
    extra, extra_slope = risky_penalty(p, y)
    return float(value + lam * extra), slope + lam * extra_slope
