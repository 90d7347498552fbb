r"""Backpropagation: the chain rule, for one neuron and for a whole network.

One neuron (slide "Back Propagation: One Neuron"):

.. math:: z = w^\top x + b, \quad a = \phi(z), \quad L = \ell(a, y), \qquad
   \frac{\partial L}{\partial w_i} = \frac{\partial L}{\partial a} \cdot
   \frac{\partial a}{\partial z} \cdot \frac{\partial z}{\partial w_i}

The slide's list calls the second factor ∂z/∂a; φ'(z) is ∂a/∂z, as its product formula says.

A network (slide "Back Propagation: generally"). That slide changes letters: its ``a`` is the
sum *before* the activation and its ``y`` the output after it. With j for the unit, i for a unit
of the layer before and l for the layer:

======================  =====================  ==========================
quantity                one neuron, this code  slide "generally"
======================  =====================  ==========================
before the activation   z                      :math:`a_j^{(l)}`
after the activation    a                      :math:`y_j^{(l)}`
weight from i to j      W[i, j]                :math:`w_{ij}^{(l)}`
======================  =====================  ==========================

For all n examples at once, layer by layer from the last to the first, with U = dL/da:

.. math:: \Delta = U \odot \phi'(Z), \quad dW = A_\text{before}^\top \Delta, \quad
   db = \sum_n \Delta, \quad U_\text{before} = \Delta W^\top

The first formula is ``ActivationLayer.backward``, the other three are ``Dense.backward``.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from course_lib.activations import Elementwise
from course_lib.checks import (
    FloatArray,
    as_array,
    as_number,
    message,
    require_methods,
    short,
)
from course_lib.losses import Loss
from course_lib.mlp import MLP


@dataclass(frozen=True)
class NeuronStep:
    """What one neuron computes for one example (slide "Back Propagation: One Neuron")."""

    z: float
    a: float
    L: float
    dL_da: float  # noqa: N815 - the slide's name
    da_dz: float
    dz_dw: FloatArray  # (d,), which is x
    dz_db: float

    @property
    def dL_dw(self) -> FloatArray:  # noqa: N802 - the slide's name
        """The product of the three derivatives along the path to w, shape (d,)."""
        return self.dL_da * self.da_dz * self.dz_dw

    @property
    def dL_db(self) -> float:  # noqa: N802 - the slide's name
        """The product of the three derivatives along the path to b."""
        return self.dL_da * self.da_dz * self.dz_db

    def updated(self, w: ArrayLike, b: float, learning_rate: float) -> tuple[FloatArray, float]:
        """Return the new weights w − α dL/dw and the new bias b − α dL/db."""
        who = "NeuronStep.updated"
        alpha = as_number(learning_rate, who=who, name="learning_rate", low=0)
        w = as_array(w, who=who, name="w", shape=self.dz_dw.shape)
        return w - alpha * self.dL_dw, as_number(b, who=who, name="b") - alpha * self.dL_db


def one_neuron(
    x: ArrayLike, w: ArrayLike, b: float, y: float, *, activation: Elementwise, loss: Loss
) -> NeuronStep:
    """Return every step of forward and backward through one neuron for one example.

    Parameters
    ----------
    x, w : inputs and weights, shape (d,).
    b, y : bias and target, numbers.
    activation : any but softmax, which needs more than one neuron.
    loss : any of ``LOSSES`` but cross_entropy, or a custom one.

    Raises
    ------
    TypeError : the activation is softmax.
    ValueError : ``w`` and ``x`` differ in length.

    References
    ----------
    Slide "Back Propagation: One Neuron".

    Examples
    --------
    With the squared error, x = (1, 2), w = (0.5, -0.5), b = 1: z = 0.5, ReLU lets it pass.

    >>> from course_lib.activations import relu
    >>> from course_lib.losses import mse
    >>> step = one_neuron([1.0, 2.0], [0.5, -0.5], 1.0, 2.0, activation=relu, loss=mse)
    >>> step.z, step.a, step.L
    (0.5, 0.5, 2.25)
    >>> step.dL_da, step.da_dz, step.dL_dw, step.dL_db
    (-3.0, 1.0, array([-3., -6.]), -3.0)
    >>> step.updated([0.5, -0.5], 1.0, learning_rate=0.1)
    (array([0.8, 0.1]), 1.3)
    """
    if not isinstance(activation, Elementwise):
        must = "be elementwise, such as sigmoid or relu"
        raise TypeError(message("one_neuron", "activation", must, short(activation)))
    x = as_array(x, who="one_neuron", name="x", shape=("d",))
    w = as_array(w, who="one_neuron", name="w", shape=x.shape)
    require_methods(loss, "value", "gradient", who="one_neuron", name="loss")
    y = as_number(y, who="one_neuron", name="y")
    z = float(w @ x) + as_number(b, who="one_neuron", name="b")
    a = activation(z)
    return NeuronStep(
        z=z,
        a=float(a),
        L=loss.value(a, y),
        dL_da=float(loss.gradient(a, y)),
        da_dz=float(activation.derivative(z)),
        dz_dw=x.copy(),
        dz_db=1.0,
    )


def backprop(
    model: MLP, X: ArrayLike, y: ArrayLike, loss: Loss, *, training: bool = True
) -> list[FloatArray]:
    """Return the gradient of the loss for every parameter of the network.

    Forward through all layers, then backward through all layers: the cost is about three times
    that of a prediction, however many weights there are.

    Parameters
    ----------
    X, y : examples (n, d) and targets (n, k).
    training : whether dropout drops. Turn it off to compare with finite differences.

    Returns
    -------
    One array per parameter, in the order and with the shapes of ``model.parameters()``.

    References
    ----------
    Slides "What is Backpropagation?" and "Back Propagation: generally"; Rumelhart, Hinton &
    Williams (1986).

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.losses import mse
    >>> model = MLP.of([2, 3, 1], rng=np.random.default_rng(0))
    >>> [g.shape for g in backprop(model, [[0.0, 1.0]], [[1.0]], mse)]
    [(2, 3), (3,), (3, 1), (1,)]
    """
    require_methods(model, "forward", "backward_from", "gradients", who="backprop", name="model")
    require_methods(loss, "value", "gradient", who="backprop", name="loss")
    model.forward(X, training=training)
    model.backward_from(loss, y)
    return model.gradients()
