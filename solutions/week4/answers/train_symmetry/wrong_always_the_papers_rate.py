# score: 2.25 of 3
# mistake: does not use the two settings
# hint: always those of the paper


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]; V = [0, 0, 0, 0]
    for s in range(sweeps):
        h = sigmoid(X@P[0]+P[1]); o = sigmoid(h@P[2]+P[3])
        d2 = (o-y)*o*(1-o); d1 = d2@P[2].T*h*(1-h)
        for i, g in enumerate((X.T@d1, d1.sum(0), h.T@d2, d2.sum(0))):
            V[i] = 0.9*V[i]-0.1*g
            P[i] = P[i]+V[i]
    return P
