# score: 0 of 5
# mistake: lets the library's penalty do it
# hint: your own implementation

from course_lib.regularizers import L1, L2


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    price = L2(lam) if penalty == "l2" else L1(lam)
    return r @ r + price.penalty(w), -2 * X.T @ r + price.gradient(w), -2 * r.sum()
