# score: 2 of 2


def _is_weight(p):
    return len(p.shape) == 2


def network_step(parameters, gradients, l1, l2, learning_rate):
    """Return the parameters after one step on loss + l1 sum |W| + l2 sum W^2."""
    t = learning_rate * l1
    new = [np.array(p, dtype=float) for p in parameters]
    for p, g in zip(new, gradients):
        if _is_weight(p):
            p *= 1 - 2 * learning_rate * l2
        p -= learning_rate * g
        if _is_weight(p):
            p[...] = np.where(np.abs(p) <= t, 0.0, p - t * np.sign(p))
    return new
