# score: 3.75 of 4
# mistake: the gradient takes the type of Z, and whole numbers cut it
# hint: with whole numbers in Z: dZ is zero
# hint: zeros_like takes its type from x


def stable_cross_entropy(Z, y):
    loss, dZ = 0.0, np.zeros_like(Z)
    for i in range(len(y)):
        z = Z[i] - Z[i].max()
        total = np.exp(z).sum()
        loss += (np.log(total) - z[y[i]]) / len(y)
        dZ[i] = (np.exp(z) / total - (np.arange(len(z)) == y[i])) / len(y)
    return loss, dZ
