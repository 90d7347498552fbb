# score: 3 of 3


def standardise(rows, like):
    return (rows - np.mean(like, 0)) / np.sqrt(np.mean((like - np.mean(like, 0)) ** 2, 0))


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    found = {}
    for lam in lams:
        w, b = ridge_fit(standardise(X_train, X_train), y_train, lam)
        wrong = standardise(X_validation, X_train) @ w + b - y_validation
        found[lam] = float(wrong @ wrong / len(wrong))
    return min(found, key=found.get), list(found.values())
