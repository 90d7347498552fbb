# score: 2.75 of 3
# mistake: standardises the rows that were passed in
# hint: X_train was changed by the call


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    X_train -= m
    X_train /= s
    X_validation -= m
    X_validation /= s
    errors = np.zeros(len(lams))
    for i, lam in enumerate(lams):
        model = Ridge(lam).fit(X_train, y_train)
        errors[i] = np.mean((model.predict(X_validation) - y_validation) ** 2)
    return lams[np.argmin(errors)], errors
