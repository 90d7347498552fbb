# score: 5 of 5
# needs: scipy


def lasso_fit(X, y, lam):
    from scipy.optimize import minimize
    A, t = X-X.mean(0), y-y.mean()
    d = X.shape[1]
    def f(u):
        w = u[:d]-u[d:]; r = A@w-t; g = 2*A.T@r
        return r@r+lam*u.sum(), np.concatenate([g+lam, -g+lam])
    u = minimize(f, np.zeros(2*d), jac=True, bounds=[(0, None)]*(2*d), method="L-BFGS-B", options={"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-10}).x
    w = u[:d]-u[d:]
    w[np.minimum(u[:d], u[d:]) > 0] += 0
    return w, y.mean()-X.mean(0)@w
