# score: 2.25 of 4
# mistake: averages the gradient to one number
# hint: One number came out


def credit_loss(p, y, lam):
    loss = np.mean((p - y) ** 2) + lam * np.mean((1 - y) * p**2)
    dp = np.mean(2 * ((p - y) + lam * (1 - y) * p))
    return loss, dp
