# score: 0 of 4
# mistake: lets the library fit
# hint: your own implementation

from course_lib.linear_models import Ridge


def ridge_fit(X, y, lam):
    model = Ridge(lam).fit(X, y)
    return model.coef_, model.intercept_
