# score: 3 of 3
def dropout_noise(X, y, w, b, p):
    D = np.diag(w)
    var = p * (1 - p) * ((X @ D / (1 - p)) ** 2).sum(1)
    return X @ w + b, var, np.average((y - X @ w - b) ** 2 + var)
