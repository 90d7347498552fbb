# score: 1 of 2
# mistake: the threshold comes before the step with L2
# hint: the threshold comes first


def network_step(parameters, gradients, l1, l2, learning_rate):
    out = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = soft_threshold(p, learning_rate*l1)
            p = p-learning_rate*(g+2*l2*p)
        else:
            p = p-learning_rate*g
        out.append(p)
    return out
