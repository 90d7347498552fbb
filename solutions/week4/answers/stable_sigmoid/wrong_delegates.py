# score: 0 of 3
# mistake: lets the library do it
# hint: your own implementation

from course_lib.activations import sigmoid as library


def stable_sigmoid(z):
    return library(z), library.derivative(z)
