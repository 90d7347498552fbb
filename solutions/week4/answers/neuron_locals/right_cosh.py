# score: 2 of 2


def neuron_locals(w, b, x, y):
    """Return dL/da, da/dz, dz/dw (d,) and dz/db of a sigmoid neuron with loss (a - y)^2."""
    z = (w * x).sum() + b
    a = 0.5 * (1 + np.tanh(z / 2))
    da_dz = 1 / (4 * np.cosh(z / 2) ** 2)
    return (a - y) + (a - y), da_dz, x.copy(), 1.0
