# score: 3 of 4
# mistake: np.vectorize takes the type of the first result
# hint: whole numbers


@np.vectorize
def _elu(v, al):
    return v if v >= 0 else al * np.expm1(v)
@np.vectorize
def _delu(v, al):
    return 1 if v >= 0 else al * np.exp(v)
def leaky_relu(z, slope=0.1):
    return np.maximum(slope*z, z), np.where(z > 0, 1, slope)
def elu(z, alpha=1.0):
    return _elu(z, alpha), _delu(z, alpha)
