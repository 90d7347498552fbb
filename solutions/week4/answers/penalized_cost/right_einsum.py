# score: 5 of 5


def penalized_cost(X, y, w, b, lam, penalty):
    off = np.einsum("ij,j->i", X, w) + b - y
    grad = 2 * np.einsum("ij,i->j", X, off)
    if penalty == "l1":
        return off @ off + lam * np.linalg.norm(w, 1), grad + lam * np.sign(w), 2 * off.sum()
    return off @ off + lam * w @ w, grad + 2 * lam * w, 2 * off.sum()
