# score: 0 of 5
# mistake: lambda multiplies both terms
# hint: multiplies the squares too


def penalized_cost(X, y, w, b, lam, penalty):
    r = y-X@w-b
    P, G = (np.sum(w**2), 2*w) if penalty == "l2" else (np.abs(w).sum(), np.sign(w))
    return lam*(np.sum(r**2)+P), lam*(-2*X.T@r+G), -2*lam*r.sum()
