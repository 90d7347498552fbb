# score: 1 of 2
# mistake: lets L1 act by slope and by threshold
# hint: L1 acts twice

def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            g = g + 2 * l2 * p + l1 * np.sign(p)
        out.append(soft_threshold(p - learning_rate * g, learning_rate * l1) if p.ndim == 2 else p - learning_rate * g)
    return out
