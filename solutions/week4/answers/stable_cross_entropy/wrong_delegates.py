# score: 0 of 4
# mistake: lets the library do it
# hint: your own implementation

from course_lib.activations import softmax


def stable_cross_entropy(Z, y):
    p = softmax(Z)
    loss = LOSSES["cross_entropy"]
    return loss.value(p, y), (p - np.eye(Z.shape[1])[y]) / len(Z)
