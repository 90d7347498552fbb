# score: 0 of 4
# mistake: b1 is forgotten in the forward pass
# hint: b1 is missing


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X@W1); P = A1@W2+b2
    d2 = 2*(P-y)/y.size
    d1 = d2@W2.T*(1-A1**2)
    return X.T@d1, d1.sum(axis=0), A1.T@d2, d2.sum(axis=0)
