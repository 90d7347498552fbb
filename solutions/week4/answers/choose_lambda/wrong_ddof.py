# score: 1 of 3
# mistake: takes the sd over n - 1
# hint: over n - 1


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(axis=0), X_train.std(axis=0, ddof=1)
    X, Z = (X_train - m) / s, (X_validation - m) / s
    errors = []
    for lam in lams:
        w, b = ridge_fit(X, y_train, lam)
        errors.append(np.mean((y_validation - Z @ w - b) ** 2))
    best = lams[int(np.argmin(errors))]
    return best, errors
