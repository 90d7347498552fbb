# score: 0 of 4
# mistake: lets scikit-learn fit
# hint: your own implementation
# needs: sklearn


def ridge_fit(X, y, lam):
    from sklearn.linear_model import Ridge

    model = Ridge(alpha=lam).fit(X, y)
    return model.coef_, model.intercept_
