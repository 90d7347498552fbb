# score: 0 of 4
# mistake: penalises the bias
# hint: the bias is penalised


def ridge_fit(X, y, lam):
    X1 = np.c_[X, np.ones(len(X))]
    solution = np.linalg.solve(X1.T @ X1 + lam * np.eye(X1.shape[1]), X1.T @ y)
    return solution[:-1], solution[-1]
