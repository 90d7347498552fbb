# score: 3 of 5
# mistake: squares the sum of the errors
# hint: before they are squared


def penalized_cost(X, y, w, b, lam, penalty):
    r = y-X@w-b
    P, G = (np.sum(w**2), 2*w) if penalty == "l2" else (np.abs(w).sum(), np.sign(w))
    return np.sum(r)**2+lam*P, -2*X.T@r+lam*G, -2*r.sum()
