# score: 0.5 of 3
# mistake: the errors are stored as whole numbers
# hint: holds whole numbers


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(axis=0), X_train.std(axis=0)
    X, Z = (X_train - m) / s, (X_validation - m) / s
    errors = np.array([0] * len(lams))
    for i, lam in enumerate(lams):
        w, b = ridge_fit(X, y_train, lam)
        errors[i] = np.mean((y_validation - Z @ w - b) ** 2)
    return lams[int(np.argmin(errors))], errors
