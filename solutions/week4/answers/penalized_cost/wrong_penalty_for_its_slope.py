# score: 2 of 5
# mistake: the penalty stands where its slope belongs
# hint: where its slope belongs


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X@w - b
    if penalty == "l2":
        return np.sum(r**2)+lam*np.sum(w**2), -2*X.T@r+lam*w**2, -2*r.sum()
    return np.sum(r**2)+lam*np.abs(w).sum(), -2*X.T@r+lam*np.abs(w), -2*r.sum()
