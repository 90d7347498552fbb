# score: 0.75 of 3
# mistake: one mean and one sd for all columns
# hint: Each column has its own


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(), X_train.std()
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
