# score: 0 of 3
# mistake: divides by the variance
# hint: divided by the variance


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.var(0)
    errors = []
    for lam in lams:
        errors.append(
            np.mean(
                (
                    Ridge(lam).fit((X_train - m) / s, y_train).predict((X_validation - m) / s)
                    - y_validation
                )
                ** 2
            )
        )
    return lams[int(np.argmin(errors))], errors
