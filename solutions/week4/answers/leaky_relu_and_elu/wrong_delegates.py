# score: 0 of 4
# mistake: lets the library do both
# hint: your own implementation

from course_lib.activations import leaky_relu_with


def leaky_relu(z, slope=0.1):
    return leaky_relu_with(slope)(z), leaky_relu_with(slope).derivative(z)


def elu(z, alpha=1.0):
    return elu_with(alpha)(z), elu_with(alpha).derivative(z)
