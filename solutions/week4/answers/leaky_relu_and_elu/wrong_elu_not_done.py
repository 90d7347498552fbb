# score: 0.75 of 4
# mistake: leaves ELU undone
# hint: not done yet


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0): ...
