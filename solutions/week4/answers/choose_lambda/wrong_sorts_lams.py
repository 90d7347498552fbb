# score: 1 of 3
# mistake: sorts lams before the loop
# hint: lams was sorted


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    A, B = (X_train-m)/s, (X_validation-m)/s
    lams.sort()
    e = []
    for l in lams:
        w, b = ridge_fit(A, y_train, l)
        e.append(np.mean((B@w+b-y_validation)**2))
    return lams[np.argmin(e)], e
