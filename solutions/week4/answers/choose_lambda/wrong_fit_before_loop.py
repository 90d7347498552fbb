# score: 0 of 3
# mistake: fits before the loop
# hint: all are equal


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    w, b = ridge_fit((X_train - m) / s, y_train, lams[0])
    errors = []
    for lam in lams:
        errors.append(np.mean(((X_validation - m) / s @ w + b - y_validation) ** 2))
    return lams[int(np.argmin(errors))], errors
