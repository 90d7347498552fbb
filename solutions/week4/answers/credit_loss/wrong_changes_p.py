# score: 3.5 of 4
# mistake: takes y off p in place
# hint: p was changed by the call


def credit_loss(p, y, lam):
    p -= y  # the same as before for the risky ones
    loss = np.mean(p**2) + lam * np.mean((1 - y) * p**2)
    return loss, 2 * (p + lam * (1 - y) * p) / len(p)
