# score: 0 of 3
# mistake: draws its own starting weights
# hint: does not depend on W1


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    rng = np.random.default_rng(0)
    P = [rng.uniform(-.3, .3, size=p.shape) for p in (W1, b1, W2, b2)]; V = [0, 0, 0, 0]
    for s in range(sweeps):
        h = sigmoid(X@P[0]+P[1]); o = sigmoid(h@P[2]+P[3])
        d2 = (o-y)*o*(1-o); d1 = d2@P[2].T*h*(1-h)
        for i, g in enumerate((X.T@d1, d1.sum(0), h.T@d2, d2.sum(0))):
            V[i] = momentum*V[i]-learning_rate*g
            P[i] = P[i]+V[i]
    return P
