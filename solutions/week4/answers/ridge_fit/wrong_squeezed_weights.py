# score: 2.5 of 4
# mistake: the weights of one column are squeezed to a number
# hint: with d = 1


def ridge_fit(X, y, lam):
    y = y.reshape(-1, 1)
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ yc).squeeze()
    return w, y.mean() - X.mean(axis=0) @ w
