# score: 5 of 5


def loss_part(X, y, w, b):
    residual = X @ w.reshape(-1, 1) + b - y.reshape(-1, 1)
    return float((residual**2).sum()), 2 * (X.T @ residual).ravel(), 2 * float(residual.sum())


def penalized_cost(X, y, w, b, lam, penalty):
    X, y, w = (np.asarray(v, dtype=np.float32) for v in (X, y, w))
    loss, dw, db = loss_part(X, y, w, np.float32(b))
    parts = {"l1": (np.abs(w).sum(), np.sign(w)), "l2": ((w**2).sum(), 2 * w)}
    value, slope = parts[penalty]
    return loss + lam * value, dw + lam * slope, db
