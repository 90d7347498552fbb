# score: 1.25 of 4
# mistake: the losses take the type of the class numbers and are cut to whole numbers
# hint: cut to a whole number


def stable_cross_entropy(Z, y):
    losses, dZ = np.zeros_like(y), np.zeros(Z.shape)
    for i in range(len(y)):
        z = Z[i] - Z[i].max()
        total = np.exp(z).sum()
        losses[i] = np.log(total) - z[y[i]]
        dZ[i] = np.exp(z) / total
        dZ[i, y[i]] -= 1
    return losses.mean(), dZ / len(y)
