# score: 0.75 of 2
# mistake: L2 has the wrong sign
# hint: pushes the weights outwards


def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = p - learning_rate * g + learning_rate * 2 * l2 * p
            p = p - np.clip(p, -learning_rate * l1, learning_rate * l1)
        else:
            p = p - learning_rate * g
        out.append(p)
    return out
