# score: 0 of 3
# mistake: squares the mean error
# hint: the mean error is squared


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    errors = []
    for lam in lams:
        r = (
            Ridge(lam).fit((X_train - m) / s, y_train).predict((X_validation - m) / s)
            - y_validation
        )
        errors.append(np.mean(r) ** 2)
    return lams[int(np.argmin(errors))], errors
