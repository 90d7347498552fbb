# score: 5 of 5
def penalized_cost(X, y, w, b, lam, penalty):
    r = y - (X @ w + b)
    if penalty.lower() == "l1":
        s = np.divide(w, np.abs(w), out=np.zeros_like(w), where=w != 0)
        return (
            np.sum(r * r) + lam * np.sum(np.abs(w)),
            -2 * (X.T @ r) + lam * s,
            np.array(-2 * np.sum(r)),
        )
    return (
        np.sum(r * r) + lam * np.dot(w, w),
        -2 * (X.T @ r) + 2 * lam * w,
        np.array([-2 * np.sum(r)]),
    )
