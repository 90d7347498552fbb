# score: 1.75 of 4
# mistake: np.gradient along the array
# hint: differences along the array


def credit_loss(p, y, lam):
    L = (p-y)**2+lam*(1-y)*p**2
    return L.mean(), np.gradient(L)
