# score: 0 of 3
# mistake: stores the results as whole numbers
# hint: a holds whole numbers


def stable_sigmoid(z):
    a = np.zeros(len(z), dtype=int)
    for i, v in enumerate(z):
        a[i] = 1 / (1 + np.exp(-v)) if v >= 0 else np.exp(v) / (1 + np.exp(v))
    return a, a * (1 - a)
