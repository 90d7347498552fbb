# score: 0.25 of 3
# mistake: takes np.gradient along the array
# hint: differences along the array


def stable_sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    return a, np.gradient(a, z)
