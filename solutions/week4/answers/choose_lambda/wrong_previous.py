# score: 2 of 3
# mistake: compares with the previous error
# hint: compared with the one before it


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    errors = []
    best = lams[0]
    for lam in lams:
        e = np.mean(
            (
                Ridge(lam).fit((X_train - m) / s, y_train).predict((X_validation - m) / s)
                - y_validation
            )
            ** 2
        )
        if not errors or e < errors[-1]:
            best = lam
        errors.append(e)
    return best, errors
