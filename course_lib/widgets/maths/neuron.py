"""A lesson in backpropagation: one neuron, taken step by step, and the same in matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from course_lib.activations import ACTIVATIONS, IDENTITY, Elementwise
from course_lib.backprop import NeuronStep, backprop, one_neuron
from course_lib.checks import FloatArray
from course_lib.layers import ActivationLayer, Dense
from course_lib.losses import LOSSES, Loss
from course_lib.mlp import MLP
from course_lib.widgets.maths.curves import label_of, own_curve

FORWARD = ("z", "a", "L")
BACKWARD = ("∂L/∂a", "∂a/∂z", "∂L/∂z", "∂L/∂w and ∂L/∂b")
LOCAL = ("∂L/∂a", "∂a/∂z", "∂z/∂w₁", "∂z/∂w₂", "∂z/∂b")
CLOSE = 0.01  # typed numbers may be rounded to about three digits


def own_activation(function: Callable[..., object]) -> Elementwise:
    """Return the student's function as an activation of the library.

    Examples
    --------
    >>> own_activation(lambda z: z * z).derivative(3.0).round(6)
    np.float64(6.0)
    """
    curve = own_curve(function)
    return replace(
        IDENTITY, name=curve.name, title=label_of(curve.name), g=curve.value,
        g_prime=lambda z, _a: curve.slope(z),
    )  # fmt: skip


def elementwise() -> dict[str, Elementwise]:
    """Return the activations that act on one number, by title."""
    return {a.title: a for a in ACTIVATIONS.values() if isinstance(a, Elementwise)}


@dataclass
class Lesson:
    """The neuron and how far the reader has gone: ``shown`` counts the steps of both passes."""

    w: FloatArray = field(default_factory=lambda: np.array([0.8, -0.4]))
    b: float = 0.1
    x: FloatArray = field(default_factory=lambda: np.array([1.0, 2.0]))
    y: float = 1.0
    shown: int = 0

    def step(self, activation: Elementwise, loss: Loss) -> NeuronStep:
        """Return all values of both passes."""
        return one_neuron(self.x, self.w, self.b, self.y, activation=activation, loss=loss)

    def forward(self) -> None:
        """Show the next value of the forward pass."""
        self.shown = min(self.shown + 1, len(FORWARD))

    def backward(self) -> None:
        """Show the next value of the backward pass.

        Raises
        ------
        ValueError : the forward pass is not finished.
        """
        if self.shown < len(FORWARD):
            raise ValueError("Backward needs the loss: press Forward until L is shown.")
        self.shown = min(self.shown + 1, len(FORWARD) + len(BACKWARD))

    def update(self, step: NeuronStep, learning_rate: float) -> None:
        """Take one step of gradient descent and begin again with a forward pass.

        Raises
        ------
        ValueError : the backward pass is not finished.
        """
        if self.shown < len(FORWARD) + len(BACKWARD):
            raise ValueError("The update needs all gradients: press Backward until they are shown.")
        self.w, self.b = step.updated(self.w, self.b, learning_rate)
        self.shown = 0


def local_derivatives(step: NeuronStep) -> dict[str, float]:
    """Return the five local derivatives under the names of the slide."""
    first, second = step.dz_dw
    values = (step.dL_da, step.da_dz, float(first), float(second), step.dz_db)
    return dict(zip(LOCAL, values, strict=True))


def is_right(typed: float, true: float) -> bool:
    """Tell whether a typed number is right, to about three digits.

    Examples
    --------
    >>> is_right(0.33, 1 / 3), is_right(-0.33, 1 / 3), is_right(0.0, 0.5)
    (True, False, False)
    """
    return abs(typed - true) <= CLOSE * max(abs(true), 0.1)


def likely_mistake(name: str, typed: float, step: NeuronStep) -> str:
    """Return a hint for a wrong number, or "" if none is known."""
    true = local_derivatives(step)[name]
    if is_right(-typed, true):
        return "the sign is wrong"
    if name == "∂a/∂z" and is_right(typed, step.a):
        return "this is a itself, not its derivative"
    if name == "∂L/∂a" and is_right(typed, step.L):
        return "this is the loss, not its derivative"
    if name == "∂L/∂a" and is_right(2 * typed, true):
        return "the factor 2 of the square is missing"
    if name.startswith("∂z/∂w") and is_right(typed, step.dL_da * step.da_dz * true):
        return "this is ∂L/∂w: only the local factor is asked here"
    return ""


@dataclass(frozen=True)
class MatrixForm:
    """The same chain for n examples and k units: name, value and formula of each matrix."""

    values: dict[str, FloatArray]
    gradients: dict[str, FloatArray]
    loss: float


FORMULAS = {
    "A": "U = ∂L/∂A",
    "Z": "Δ = U ⊙ φ′(Z)",
    "W": "dW = Xᵀ Δ",
    "b": "db = sum of Δ's rows",
    "X": "dX = Δ Wᵀ",
}


def matrix_form(lesson: Lesson, activation: Elementwise, loss: str) -> MatrixForm:
    """Return the matrices for three examples and two units.

    The first row of X and the first column of W are those of the one neuron, so its numbers are
    found again.
    """
    X = np.vstack([lesson.x, [[0.5, -1.0], [-1.5, 1.0]]])
    Y = np.tile([lesson.y, 1 - lesson.y], (3, 1))
    layer = Dense(2, 2, rng=np.random.default_rng(0))
    layer.W[:] = np.column_stack([lesson.w, [-0.5, 0.6]])
    layer.b[:] = [lesson.b, 0.0]
    top = ActivationLayer(activation)
    model = MLP([layer, top])
    dW, db = backprop(model, X, Y, LOSSES[loss], training=False)
    Z = X @ layer.W + layer.b
    A = model.predict(X)
    U = LOSSES[loss].gradient(A, Y)
    delta = activation.vjp(Z, U)
    values = {"X": X, "W": layer.W, "b": layer.b, "Z": Z, "A": A}
    gradients = {"X": delta @ layer.W.T, "W": dW, "b": db, "Z": delta, "A": U}
    return MatrixForm(values, gradients, float(LOSSES[loss].value(A, Y)))
