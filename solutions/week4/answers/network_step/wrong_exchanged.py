# score: 0.75 of 2
# mistake: l1 and l2 are exchanged
# hint: are exchanged
def network_step(parameters, gradients, l1, l2, learning_rate):
    return [
        soft_threshold(p - learning_rate * (g + 2 * l1 * p), learning_rate * l2)
        if p.ndim == 2
        else p - learning_rate * g
        for p, g in zip(parameters, gradients)
    ]
