# score: 0 of 3
# mistake: dropout without 1 / (1 - p)
# hint: without the scale


def dropout_noise(X, y, w, b, p):
    m = (1-p)*(X@w)+b
    v = p*(1-p)*(X**2@w**2)
    return m, v, np.mean((m-y)**2+v)
