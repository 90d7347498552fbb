# score: 3 of 3


def _scale(X, like):
    return (X - like.mean(axis=0)) / like.std(axis=0)


def _mse(w, b, X, y):
    r = y - X @ w - b
    return r @ r / len(y)


def choose_lambda(X_train, y_train, X_validation, y_validation, lams):
    """Return the lambda with the least validation error, and the errors of all."""
    Z, V = _scale(X_train, X_train), _scale(X_validation, X_train)
    A = np.column_stack([np.ones(len(Z)), Z])
    free = np.eye(A.shape[1])
    free[0, 0] = 0  # the bias
    errors = []
    for lam in lams:
        theta = np.linalg.solve(A.T @ A + lam * free, A.T @ y_train)
        errors.append(_mse(theta[1:], theta[0], V, y_validation))
    by_error = dict(zip(reversed(errors), reversed(lams)))
    return by_error[min(errors)], errors
