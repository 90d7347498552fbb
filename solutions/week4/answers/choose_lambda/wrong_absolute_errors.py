# score: 0.5 of 3
# mistake: mean absolute errors
# hint: sizes of the errors
def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    e = []
    A, B = (X_train - m) / s, (X_validation - m) / s
    for l in lams:
        w, b = ridge_fit(A, y_train, l)
        e.append(np.mean(np.abs(y_validation - B @ w - b)))
    return lams[np.argmin(e)], e
