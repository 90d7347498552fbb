# score: 0 of 3
# mistake: takes the median of the squared errors
# hint: median of the squares


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(axis=0), X_train.std(axis=0)
    X, Z = (X_train - m) / s, (X_validation - m) / s
    errors = []
    for lam in lams:
        w, b = ridge_fit(X, y_train, lam)
        errors.append(np.median((y_validation - Z @ w - b) ** 2))
    return lams[int(np.argmin(errors))], errors
