# score: 0.5 of 5
# mistake: returns the ridge fit
# hint: these are the weights of ridge


def lasso_fit(X, y, lam):
    return ridge_fit(X, y, lam)
