# score: 4 of 4


def credit_loss(p, y, lam):
    p = np.asarray(p, dtype=np.float32)
    y = np.asarray(y, dtype=np.float32)
    n = p.shape[0]
    risky = 1 - y
    residual = p - y
    loss = (residual @ residual + lam * (risky * p) @ p) / n
    return loss, (2 * residual + 2 * lam * risky * p) / n
