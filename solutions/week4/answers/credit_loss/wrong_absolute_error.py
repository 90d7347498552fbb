# score: 0 of 4
# mistake: takes absolute errors
# hint: sizes of the errors


def credit_loss(p, y, lam):
    n = len(p)
    return np.mean(np.abs(p - y)) + lam * np.mean((1 - y) * p**2), (
        np.sign(p - y) + 2 * lam * (1 - y) * p
    ) / n
