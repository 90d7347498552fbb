# score: 3 of 3


def dropout_noise(X, y, w, b, p):
    q = 1 - p
    terms = np.einsum("nd,d->nd", X, w)
    variance = np.einsum("nd,nd->n", terms, terms) * (1 - q) / q
    error = terms.sum(axis=1) + b - y
    return error + y, variance, (error @ error + variance.sum()) / y.size
