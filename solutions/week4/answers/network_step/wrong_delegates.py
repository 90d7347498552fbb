# score: 0 of 2
# mistake: lets the library's penalties do it
# hint: your own implementation

from course_lib.regularizers import L1, L2


def network_step(parameters, gradients, l1, l2, learning_rate):
    new = []
    for p, g in zip(parameters, gradients):
        if p.ndim == 2:
            p = L1(l1).prox(p - learning_rate * (g + L2(l2).gradient(p)), learning_rate)
        else:
            p = p - learning_rate * g
        new.append(p)
    return new
