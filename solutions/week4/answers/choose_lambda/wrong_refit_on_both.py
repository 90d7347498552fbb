# score: 0 of 3
# mistake: validation rows take part in the fit
# hint: took part in the fit
def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    m, s = X_train.mean(0), X_train.std(0)
    e = []
    A, B = (X_train - m) / s, (X_validation - m) / s
    for l in lams:
        w, b = ridge_fit(np.vstack([A, B]), np.r_[y_train, y_validation], l)
        e.append(np.mean((y_validation - B @ w - b) ** 2))
    return lams[np.argmin(e)], e
