# score: 0 of 5
# mistake: the mean is returned, and no weights at all
# hint: not done yet
def lasso_fit(X, y, lam):
    return None, y.mean()
