# score: 1.25 of 3
# mistake: learns the scale from all rows
# hint: That is a leak


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = (
        np.vstack([X_train, X_validation]).mean(axis=0),
        np.vstack([X_train, X_validation]).std(axis=0),
    )
    X, Z = (X_train - m) / s, (X_validation - m) / s
    errors = []
    for lam in lams:
        w, b = ridge_fit(X, y_train, lam)
        errors.append(np.mean((y_validation - Z @ w - b) ** 2))
    best = lams[int(np.argmin(errors))]
    return best, errors
