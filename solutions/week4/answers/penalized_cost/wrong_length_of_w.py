# score: 2 of 5
# mistake: takes the length of w for both penalties
# hint: has no root


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X@w - b
    if penalty == "l2":
        return np.sum(r**2)+lam*np.linalg.norm(w), -2*X.T@r+lam*w/np.linalg.norm(w), -2*r.sum()
    return np.sum(r**2)+lam*np.linalg.norm(w), -2*X.T@r+lam*np.sign(w), -2*r.sum()
