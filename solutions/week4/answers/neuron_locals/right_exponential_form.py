# score: 2 of 2


def neuron_locals(w, b, x, y):
    """Return dL/da, da/dz, dz/dw (d,) and dz/db of a sigmoid neuron with loss (a - y)^2."""
    z = float(w @ x + b)
    e = np.exp(-z)
    return 2 / (1 + e) - 2 * y, e / (1 + e) ** 2, x.astype(float), 1.0
