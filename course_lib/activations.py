r"""The activation functions of the lecture, each with its derivative and its facts.

Shapes: ``a = g(z)`` has the shape of ``z``. All but softmax act on each entry by itself, so
their derivative is an array of that shape too. Softmax acts on a row (the last axis): its
derivative is a matrix per row, and ``softmax.vjp`` multiplies by it without building it.

A fact (formula, range, use) is written here once; plots, cheat sheet and exam read it.
The uses are those of the slide "Activation Functions applications", made exact: an output
activation is chosen by the task, a hidden one by how well the network learns.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from course_lib.activation_kinds import (
    INF,
    Activation,
    Elementwise,
    Facts,
    OneInput,
    Range,
    Softmax,
    WithWeights,
)
from course_lib.checks import FloatArray, as_number

__all__ = [
    "ACTIVATIONS",
    "IDENTITY",
    "MAXOUT",
    "Activation",
    "Elementwise",
    "Facts",
    "Softmax",
    "elu",
    "elu_with",
    "leaky_relu",
    "leaky_relu_with",
    "relu",
    "sigmoid",
    "softmax",
    "tanh",
]


def _sigmoid(z: FloatArray) -> FloatArray:
    # Numerator and denominator times e^z where z < 0: no exponent is ever positive.
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))


def _sigmoid_prime(z: FloatArray, a: FloatArray) -> FloatArray:
    return a * _sigmoid(-z)  # a (1 - a), which also holds where a has been rounded to 1


def _tanh_prime(z: FloatArray, a: FloatArray) -> FloatArray:
    power = np.exp(-2.0 * np.abs(z))
    return 4.0 * power / (1.0 + power) ** 2  # 1 - a^2, which also holds where a is rounded to 1


def _relu_prime(z: FloatArray, a: FloatArray) -> FloatArray:
    return np.sign(a)  # a = max(0, z): its sign is 1 where z > 0, and 0 elsewhere


def _leaky_relu(z: FloatArray, slope: float) -> FloatArray:
    return np.maximum(slope * z, z)


def _leaky_relu_prime(z: FloatArray, a: FloatArray, slope: float) -> FloatArray:
    return np.where(z > 0, 1.0, slope)


def _elu(z: FloatArray, alpha: float) -> FloatArray:
    return np.where(z >= 0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def _elu_prime(z: FloatArray, a: FloatArray, alpha: float) -> FloatArray:
    return np.where(z >= 0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))  # a + alpha, unrounded


def _identity(z: FloatArray) -> FloatArray:
    return z


def _identity_prime(z: FloatArray, a: FloatArray) -> FloatArray:
    return np.ones_like(z)


def leaky_relu_with(slope: float) -> Elementwise:
    """Return the leaky ReLU max(slope · z, z); the slope of slide "Leaky ReLU" is 0.1.

    Raises
    ------
    ValueError : ``slope`` is not between 0 and 1 (0 is ReLU, 1 is the identity).

    Examples
    --------
    >>> leaky_relu_with(0.01)([-1.0, 1.0])
    array([-0.01,  1.  ])
    """
    slope = as_number(
        slope, who="leaky_relu_with", name="slope", low=0, high=1, low_open=True, high_open=True
    )
    return Elementwise(
        name="leaky_relu",
        title="Leaky ReLU",
        formula=rf"\max({slope:g}z,\, z)",
        derivative_formula=rf"1 \text{{ if }} z > 0, \text{{ else }} {slope:g}",
        output_range=Range(-INF, INF, "(-∞, ∞)"),
        typical_use="Regression: hidden layers, where a ReLU would leave units dead",
        zero_centred=True,
        saturates="no: a negative unit still learns, slowly",
        source='Slide "Leaky ReLU"; Maas et al. (2013)',
        kink=f"at z = 0; the derivative there is taken as {slope:g}",
        cost="one comparison and one product per entry",
        looks="it bends but keeps falling",
        slope_looks=f"it jumps from {slope:g} to 1",
        start="he",
        g=partial(_leaky_relu, slope=slope),
        g_prime=partial(_leaky_relu_prime, slope=slope),
    )


def elu_with(alpha: float) -> Elementwise:
    """Return the ELU: z for z ≥ 0, alpha · (exp(z) − 1) below (slide "ELU"; Clevert et al., 2016).

    Raises
    ------
    ValueError : ``alpha`` is not positive.

    Examples
    --------
    >>> elu_with(0.5).derivative([-1e-9, 0.0])
    array([0.5, 1. ])
    """
    alpha = as_number(alpha, who="elu_with", name="alpha", low=0, low_open=True)
    return Elementwise(
        name="elu",
        title="ELU",
        formula=rf"z \text{{ if }} z \geq 0, \text{{ else }} \alpha(e^z - 1); \ \alpha = {alpha:g}",
        derivative_formula=r"1 \text{ if } z \geq 0, \text{ else } g(z) + \alpha",
        output_range=Range(-alpha, INF, f"(-{alpha:g}, ∞)"),
        typical_use="Hidden layers: as ReLU, with outputs whose mean is nearer to 0",
        zero_centred=True,
        saturates=f"on the left, at -{alpha:g}",
        source='Slide "ELU"; Clevert et al. (2016)',
        kink="none for alpha = 1" if alpha == 1 else "at z = 0; the derivative there is taken as 1",
        cost="one exponential per entry below zero",
        looks=f"it levels off at -{alpha:g}",
        slope_looks=f"it grows from 0 to {alpha:g} and is 1 on the right",
        start="he",
        g=partial(_elu, alpha=alpha),
        g_prime=partial(_elu_prime, alpha=alpha),
    )


sigmoid = Elementwise(
    name="sigmoid",
    title="Sigmoid",
    formula=r"\frac{1}{1 + e^{-z}}",
    derivative_formula=r"a(1 - a) \text{ with } a = \sigma(z)",
    output_range=Range(0, 1, "(0, 1)"),
    typical_use="Binary classification: output layer, the probability of class 1",
    zero_centred=False,
    saturates="on both sides, at 0 and 1; the derivative is at most 1/4",
    source='Slide "Sigmoid"',
    kink="none",
    cost="one exponential per entry",
    looks="it runs from 0 to 1",
    slope_looks="it is a bump of height 1/4",
    start="glorot",
    g=_sigmoid,
    g_prime=_sigmoid_prime,
)
tanh = Elementwise(
    name="tanh",
    title="tanh",
    formula=r"\tanh(z)",
    derivative_formula=r"1 - a^2 \text{ with } a = \tanh(z)",
    output_range=Range(-1, 1, "(-1, 1)"),
    typical_use="Regression: hidden layers, or the output if targets are scaled to (-1, 1)",
    zero_centred=True,
    saturates="on both sides, at -1 and 1; the derivative is at most 1",
    source='Slide "tanh"',
    kink="none",
    cost="one exponential per entry",
    looks="it runs from -1 to 1",
    slope_looks="it is a bump of height 1",
    start="glorot",
    g=np.tanh,
    g_prime=_tanh_prime,
)
relu = Elementwise(
    name="relu",
    title="ReLU",
    formula=r"\max(0, z)",
    derivative_formula=r"1 \text{ if } z > 0, \text{ else } 0",
    output_range=Range(0, INF, "[0, ∞)"),
    typical_use="Regression, and hidden layers of classification",
    zero_centred=False,
    saturates="on the left, at 0: a unit that is negative for all examples is dead",
    source='Slide "ReLU"; Nair & Hinton (2010)',
    kink="at z = 0; the derivative there is taken as 0",
    cost="one comparison per entry",
    looks="it is flat at 0, then a line",
    slope_looks="it jumps from 0 to 1",
    start="he",
    g=partial(np.maximum, 0.0),
    g_prime=_relu_prime,
)
leaky_relu = leaky_relu_with(0.1)
elu = elu_with(1.0)
softmax = Softmax(
    name="softmax",
    title="Softmax",
    formula=r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
    derivative_formula=r"\frac{\partial a_i}{\partial z_j} = a_i(\delta_{ij} - a_j)",
    output_range=Range(0, 1, "(0, 1)"),
    typical_use="Multiclass classification: output layer, one probability per class, sum 1",
    zero_centred=False,
    saturates="when one score leads by far: that probability is near 1, the others near 0",
    source='Slide "Activation Functions applications"; Bridle (1990)',
    kink="none",
    cost="one exponential per score and one sum per row",
    looks="it runs from 0 to 1",
    slope_looks="it is a bump of height 1/4",
    start="glorot",
)
IDENTITY = Elementwise(
    name="identity",
    title="Identity",
    formula="z",
    derivative_formula="1",
    output_range=Range(-INF, INF, "(-∞, ∞)"),
    typical_use="Regression: output layer, any real number",
    zero_centred=True,
    saturates="no",
    source='Slide "Multilayer Perceptron (MLP)": the output of a regression',
    kink="none",
    cost="nothing",
    looks="it is a straight line through 0",
    slope_looks="it is 1 everywhere",
    start="glorot",
    g=_identity,
    g_prime=_identity_prime,
)
MAXOUT = WithWeights(
    name="maxout",
    title="Maxout",
    formula=r"\max(w_1^T x + b_1,\, w_2^T x + b_2)",
    derivative_formula=r"x \text{ for the } w \text{ of the largest piece}, \text{ else } 0",
    output_range=Range(-INF, INF, "(-∞, ∞)"),
    typical_use="Hidden layers: learns its own convex shape, at twice the weights; see Maxout",
    zero_centred=True,
    saturates="no",
    source='Slide "Maxout"; Goodfellow et al. (2013)',
    kink="where two pieces tie; the first of them gets the gradient",
    cost="one matrix product per piece",
    looks="it bends upwards where two pieces meet",
    slope_looks="it jumps from the slope of one piece to that of the next",
    start="he",
    example=OneInput(
        value=lambda z: np.maximum(z, -0.5 * z - 1),
        slope=lambda z: np.where(z > -2 / 3, 1.0, -0.5),
        note="max(z, −0.5z − 1)",
    ),
)
"""Maxout has weights, so it is a layer (:class:`course_lib.layers.Maxout`); these are its facts."""

ACTIVATIONS: dict[str, Activation] = {
    a.name: a for a in (sigmoid, tanh, relu, leaky_relu, elu, softmax)
}
