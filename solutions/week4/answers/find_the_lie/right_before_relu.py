# score: 3 of 3


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    # the mask may stand before the ReLU: relu(m z) = m relu(z)
    Z1 = np.einsum("nd,dh->nh", X, W1) + b1
    if training:
        Z1 = Z1 * rng.binomial(1, 1 - p, Z1.shape) / (1 - p)
    return np.einsum("nh,hk->nk", Z1 * (Z1 > 0), W2) + b2
