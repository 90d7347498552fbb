# score: 1.75 of 3
# mistake: the variances are summed, the squares averaged
# hint: the variances are summed


def dropout_noise(X, y, w, b, p):
    m = X@w+b
    v = p/(1-p)*(X**2@w**2)
    return m, v, np.mean((m-y)**2)+np.sum(v)
