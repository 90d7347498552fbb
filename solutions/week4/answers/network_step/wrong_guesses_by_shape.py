# score: 1.75 of 2
# mistake: takes a square matrix for a bias
# hint: penalty
def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.shape[0] != p.shape[-1]:
            out.append(soft_threshold(p - learning_rate * (g + 2 * l2 * p), learning_rate * l1))
        else:
            out.append(p - learning_rate * g)
    return out
