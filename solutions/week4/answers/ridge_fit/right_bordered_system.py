# score: 4 of 4


def ridge_fit(X, y, lam):
    X1 = np.c_[X, np.ones(len(X))]
    D = lam * np.eye(X1.shape[1])
    D[-1, -1] = 0  # the bias is free
    solution = np.linalg.inv(X1.T @ X1 + D) @ (X1.T @ y)
    return solution[:-1], solution[-1]
