# score: 0 of 3
# mistake: the list is made anew in the loop
# hint: inside the loop
def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    A, B = (X_train - m) / s, (X_validation - m) / s
    for l in lams:
        e = []
        w, b = ridge_fit(A, y_train, l)
        e.append(np.mean((y_validation - B @ w - b) ** 2))
    return lams[np.argmin(e)], e
