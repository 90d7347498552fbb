r"""What a loss is, and how to write one of your own.

A standard loss does not know what a mistake costs in your domain. :class:`CustomLoss` turns any
function of predictions and targets into a loss that a network can be trained with.
"""

from __future__ import annotations

from collections.abc import Callable

from numpy.typing import ArrayLike

from course_lib.activations import Activation
from course_lib.checks import (
    FloatArray,
    as_array,
    as_function,
    is_checked,
    message,
    require_methods,
    require_shape,
)
from course_lib.gradient_check import gradient_check, numeric_gradient


class Loss:
    """What every loss has; a subclass writes ``_value`` and ``_gradient``.

    ``name``, ``formula``, ``gradient_formula`` (LaTeX) and ``typical_use`` are facts that notebooks
    and exam read.
    ``partner`` names the activation with which the gradient at the output is (a − y) / n.
    """

    name: str
    formula: str
    gradient_formula: str
    typical_use: str
    partner = ""

    def value(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return the loss, a mean over the batch.

        Raises
        ------
        ValueError : the shapes differ, or an entry is NaN or not legal for this loss.
        """
        return float(self._value(*self._checked("value", prediction, target)))

    def gradient(self, prediction: ArrayLike, target: ArrayLike) -> FloatArray:
        """Return dL/d(prediction), in the shape of the prediction."""
        return self._gradient(*self._checked("gradient", prediction, target))

    def gradient_at_output(
        self, activation: Activation, z: FloatArray, a: FloatArray, target: ArrayLike
    ) -> FloatArray:
        """Return dL/dz of an output layer ``a = activation(z)``.

        This is ``activation.vjp(z, gradient(a, target))``, but does not vanish when ``a`` is
        exactly 0 or 1 and ``activation`` is the loss's partner.
        """
        if not is_checked():
            who = f"{self.name}.gradient_at_output"
            require_methods(activation, "pull_back", who=who, name="activation")
            a = as_array(a, who=who, name="a")
            z = as_array(z, who=who, name="z", shape=a.shape, allow_infinite=True)
        if activation.name == self.partner:
            p, y = self._checked("gradient_at_output", a, target)
            return (p - y) / self._count(p)
        return activation.pull_back(self.gradient(a, target), z, a)

    def _checked(
        self, call: str, prediction: ArrayLike, target: ArrayLike
    ) -> tuple[FloatArray, FloatArray]:
        who = f"{self.name}.{call}"
        p = as_array(prediction, who=who, name="prediction")
        y = as_array(target, who=who, name="target")
        if p.shape != y.shape:
            raise ValueError(
                message(who, "target", f"have the shape of the prediction, {p.shape}", y.shape,
                        "Use target.reshape(prediction.shape)?" if p.size == y.size else "")
            )  # fmt: skip
        if not is_checked():
            if p.size == 0:
                raise ValueError(message(who, "prediction", "have at least one entry", "none"))
            self._require_legal(p, y, (prediction, target), who)
        return p, y

    def _require_legal(
        self, p: FloatArray, y: FloatArray, given: tuple[ArrayLike, ArrayLike], who: str
    ) -> None:
        """Refuse what has no meaning for this loss; ``given`` is p and y as they came in."""

    def _count(self, p: FloatArray) -> int:
        return p.size

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        raise NotImplementedError

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        raise NotImplementedError


class CustomLoss(Loss):
    """A loss of your own.

    Parameters
    ----------
    value : function (prediction, target) -> float.
    gradient : function (prediction, target) -> array, or None to derive it numerically, which
        calls ``value`` twice per entry. A gradient that is given is compared with finite
        differences once, at the first call of :meth:`gradient` and at its arguments.
    name : how messages and legends call it.

    Notes
    -----
    The comparison looks at up to 64 entries and passes over those at a kink.

    References
    ----------
    Slide "Custom Loss Functions in ML".

    Examples
    --------
    >>> import numpy as np
    >>> absolute = CustomLoss(lambda p, y: float(np.mean(np.abs(p - y))))
    >>> absolute.gradient([1.0, 5.0], [2.0, 2.0]).round(6)
    array([-0.5,  0.5])
    >>> half = CustomLoss(lambda p, y: float(np.mean((p - y) ** 2)), lambda p, y: p - y)
    >>> half.gradient([3.0], [1.0])
    Traceback (most recent call last):
        ...
    ValueError: custom: gradient must agree with finite differences of value, got 2 instead of 4 \
at index (0,). Is a factor, a sign or the division by n missing?
    """

    typical_use = "What the standard losses do not say"
    formula = r"\ell(p, y)"
    gradient_formula = r"\frac{\partial \ell}{\partial p}"

    def __init__(
        self,
        value: Callable[[FloatArray, FloatArray], float],
        gradient: Callable[[FloatArray, FloatArray], ArrayLike] | None = None,
        *,
        name: str = "custom",
    ) -> None:
        pair = "(prediction, target)"
        self._own_value = as_function(value, who="CustomLoss", name="value", of=pair)
        if gradient is not None:
            gradient = as_function(gradient, who="CustomLoss", name="gradient", of=pair)
        self.name = name
        self._own_gradient = gradient
        self._compared = False

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        # Copies: a function that computes in place must not change what the caller holds.
        given = self._own_value(p.copy(), y.copy())
        value = as_array(given, who=self.name, name="value")
        if value.size != 1:
            got = f"an array of shape {value.shape}"
            hint = "Is np.mean missing?"
            raise ValueError(message(self.name, "value", "return one number", got, hint))
        return float(value.item())

    def _slopes_of(self, y: FloatArray) -> Callable[[FloatArray], float]:
        return lambda q: self._own_value(q, y.copy())

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        if self._own_gradient is None:
            return numeric_gradient(self._slopes_of(y), p, who=self.name, name="value")
        gradient = self._own_gradient(p.copy(), y.copy())
        gradient = as_array(gradient, who=self.name, name="gradient")
        require_shape(gradient, p.shape, who=self.name, name="gradient")  # in training as well
        if not self._compared:
            self._compare(gradient, p, y)
            self._compared = True
        return gradient

    def _compare(self, gradient: FloatArray, p: FloatArray, y: FloatArray) -> None:
        report = gradient_check(
            self._slopes_of(y), gradient, p, tolerance=1e-5, at_most=64,
            who=self.name, name="value",
        )  # fmt: skip
        if report.wrong:
            got = f"{report.analytic:.6g} instead of {report.numeric:.6g} at index {report.index}"
            must = "agree with finite differences of value"
            hint = "Is a factor, a sign or the division by n missing?"
            raise ValueError(message(self.name, "gradient", must, got, hint))
