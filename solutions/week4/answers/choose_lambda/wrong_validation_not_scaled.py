# score: 0 of 3
# mistake: only the training rows are scaled
# hint: only the training rows
def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    e = []
    st = lambda Z: (Z - Z.mean(0)) / Z.std(0)
    for l in lams:
        w, b = ridge_fit(st(X_train), y_train, l)
        e.append(np.mean((y_validation - X_validation @ w - b) ** 2))
    return lams[np.argmin(e)], e
