# score: 1.25 of 3
# mistake: sorts the errors
# hint: they are sorted


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
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
    return lams[int(np.argmin(errors))], sorted(errors)
