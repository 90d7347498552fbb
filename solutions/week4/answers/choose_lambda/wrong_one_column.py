# score: 2.75 of 3
# mistake: squeezes a single column to a vector
# hint: with d = 1


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(axis=0), X_train.std(axis=0)
    X, Z = np.squeeze((X_train - m) / s), np.squeeze((X_validation - m) / s)
    errors = []
    for lam in lams:
        w, b = ridge_fit(X, y_train, lam)
        errors.append(np.mean((y_validation - Z @ w - b) ** 2))
    return lams[int(np.argmin(errors))], errors
