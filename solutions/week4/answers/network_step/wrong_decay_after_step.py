# score: 0.75 of 2
# mistake: L2 takes W after the gradient step
# hint: after the step
def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        p = p - learning_rate * g
        if p.ndim == 2:
            p = p - learning_rate * 2 * l2 * p
            p = soft_threshold(p, learning_rate * l1)
        out.append(p)
    return out
