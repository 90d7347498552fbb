# score: 0 of 5
# mistake: lets the library fit
# hint: your own implementation

from course_lib.linear_models import Lasso


def lasso_fit(X, y, lam):
    model = Lasso(lam).fit(X, y)
    return model.coef_, model.intercept_
