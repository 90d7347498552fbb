# score: 3.5 of 4
# mistake: squeeze takes away the only axis of a single borrower, which then has no len
# hint: with n = 1 it stops with TypeError: len() of unsized object


def credit_loss(p, y, lam):
    p, y = np.squeeze(p), np.squeeze(y)
    loss = np.mean((p - y) ** 2 + lam * (1 - y) * p**2)
    return loss, 2 * (p - y + lam * (1 - y) * p) / len(p)
