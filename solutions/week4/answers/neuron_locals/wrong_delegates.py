# score: 0 of 2
# mistake: lets course_lib differentiate
# hint: your own implementation

from course_lib.activations import ACTIVATIONS


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    return 2 * (sigmoid(z) - y), ACTIVATIONS["sigmoid"].derivative(z), x, 1.0
