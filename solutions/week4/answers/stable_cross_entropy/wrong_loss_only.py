# score: 0 of 4
# mistake: returns no gradient
# hint: must be 2 values


def stable_cross_entropy(Z, y):
    m = Z.max(axis=1)
    return (m + np.log(np.exp(Z - m[:, None]).sum(axis=1)) - Z[np.arange(len(Z)), y]).mean()
