# score: 5 of 5


def penalized_cost(X, y, w, b, lam, penalty):
    n, d = X.shape
    cost, db, dw = 0.0, 0.0, [0.0] * d
    for i in range(n):
        error = y[i] - b
        for j in range(d):
            error -= X[i, j] * w[j]
        cost += error**2
        db -= 2 * error
        for j in range(d):
            dw[j] -= 2 * error * X[i, j]
    for j in range(d):
        if penalty == "l1":
            cost += lam * abs(w[j])
            dw[j] += lam * (1 if w[j] > 0 else -1 if w[j] < 0 else 0)
        else:
            cost += lam * w[j] ** 2
            dw[j] += 2 * lam * w[j]
    return cost, dw, db
