# score: 0 of 3
# mistake: takes a grid of its own, for a plot, and not z
# hint: shape (200,) for every input


def stable_sigmoid(z):
    grid = np.linspace(-6, 6, 200)
    e = np.exp(-np.abs(grid))
    a = np.where(grid >= 0, 1, e) / (1 + e)
    return a, a * (1 - a)
