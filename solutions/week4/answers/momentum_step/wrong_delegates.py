# score: 0 of 2
# mistake: lets course_lib's SGD do the step
# hint: your own implementation

from course_lib.optimizers import SGD


def momentum_step(w, v, gradient, learning_rate, momentum):
    new = np.array(w)
    SGD(learning_rate).step([new], [gradient])
    new += momentum * v
    return new, new - w
