r"""The kinds of activation functions: elementwise ones, softmax, and those with weights.

``g(z)`` and ``pull_back`` do the arithmetic on arrays that are checked; calling the activation
and ``vjp`` check first. ``g_prime`` and ``pull_back`` receive ``z`` *and* the output ``a = g(z)``,
because the derivative is often simplest in terms of the output, such as a (1 − a) for sigmoid.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import FloatArray, as_array, message

INF = float("inf")


class Range(tuple[float, float]):
    """The pair (low, high) of an output range, which prints with the right brackets.

    Examples
    --------
    >>> print(Range(0, INF, "[0, ∞)"))
    [0, ∞)
    >>> low, high = Range(-1, 1, "(-1, 1)")
    """

    text: str

    def __new__(cls, low: float, high: float, text: str) -> Range:
        pair = super().__new__(cls, (float(low), float(high)))
        pair.text = text
        return pair

    def __getnewargs__(self) -> tuple[float, float, str]:
        return (self[0], self[1], self.text)

    def __str__(self) -> str:
        return self.text


class OneInput(NamedTuple):
    """A function of one number with its slope: what a picture of an activation shows."""

    value: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    note: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Facts(ABC):
    """What the course says about an activation, written once and read by all.

    Formulas are LaTeX without dollar signs; the other texts are short and begin small.
    ``zero_centred`` tells whether outputs of both signs occur with 0 at ``z = 0``.
    ``looks`` and ``slope_looks`` say how one knows the curves of g and of g' by sight.
    ``source`` is the slide or the paper, ``start`` the initializer for the weights that feed it.

    Raises
    ------
    TypeError : a fact is missing; the message names it.
    ValueError : a fact is an empty text.
    """

    name: str
    title: str
    formula: str
    derivative_formula: str
    output_range: Range
    typical_use: str
    zero_centred: bool
    saturates: str
    source: str
    kink: str
    cost: str
    looks: str
    slope_looks: str
    start: str

    def __post_init__(self) -> None:
        for fact in fields(self):
            value = getattr(self, fact.name)
            if isinstance(value, str) and not value.strip():
                hint = "Plots, cheat sheet and exam print it."
                raise ValueError(message(self.name or "Facts", fact.name, "be a text", "''", hint))

    @property
    def word(self) -> str:
        """The title as it stands inside a sentence: sigmoid, leaky ReLU, ELU."""
        first, *rest = self.title.split(" ")
        return " ".join([first.lower() if first.istitle() else first, *rest])

    @abstractmethod
    def one_input(self) -> OneInput:
        """Return the function of one number that pictures show."""

    def __repr__(self) -> str:
        return f"<{self.name}: {self.output_range}>"


def _z(z: ArrayLike, who: str) -> FloatArray:
    return as_array(z, who=who, name="z", allow_infinite=True)


def _upstream(upstream: ArrayLike, z: FloatArray, who: str) -> FloatArray:
    return as_array(upstream, who=who, name="upstream", shape=z.shape)


@dataclass(frozen=True, kw_only=True, repr=False)
class Elementwise(Facts):
    """An activation that acts on each entry of ``z`` by itself.

    Examples
    --------
    >>> from course_lib.activations import relu
    >>> relu([-1.0, 0.0, float("inf")])
    array([ 0.,  0., inf])
    >>> relu.derivative([-1.0, 0.0, 2.0])
    array([0., 0., 1.])
    """

    g: Callable[[FloatArray], FloatArray]
    g_prime: Callable[[FloatArray, FloatArray], FloatArray]

    def __call__(self, z: ArrayLike) -> FloatArray:
        """Return ``a = g(z)``, of the shape of ``z``.

        Raises
        ------
        TypeError, ValueError : ``z`` is not numeric or contains NaN. Infinities are limits.
        """
        a = self.g(z := _z(z, self.name))
        return a.copy() if a is z else a  # the identity returns its argument

    def derivative(self, z: ArrayLike) -> FloatArray:
        """Return ``g'(z)``, of the shape of ``z``. At a kink the convention is ``self.kink``."""
        z = _z(z, f"{self.name}.derivative")
        return self.g_prime(z, self.g(z))

    def vjp(self, z: ArrayLike, upstream: ArrayLike) -> FloatArray:
        """Return dL/dz = dL/da · g'(z), where ``upstream`` is dL/da."""
        z = _z(z, f"{self.name}.vjp")
        return self.pull_back(_upstream(upstream, z, f"{self.name}.vjp"), z, self.g(z))

    def pull_back(self, upstream: FloatArray, z: FloatArray, a: FloatArray) -> FloatArray:
        """Return dL/dz for arrays that are checked, with ``a = g(z)`` computed already."""
        return upstream * self.g_prime(z, a)

    def one_input(self) -> OneInput:
        """Return g and g' themselves."""
        return OneInput(self, self.derivative, self.typical_use)


@dataclass(frozen=True, kw_only=True, repr=False)
class Softmax(Facts):
    """Softmax over the last axis (Bridle, 1990). A constant added to a row changes nothing.

    Examples
    --------
    >>> from course_lib.activations import softmax
    >>> softmax([[0.0, 0.0], [1e4, -1e4]])
    array([[0.5, 0.5],
           [1. , 0. ]])
    """

    def __call__(self, z: ArrayLike) -> FloatArray:
        """Return the probabilities, of the shape of ``z``; each row sums to 1.

        Raises
        ------
        ValueError : ``z`` is a single number or contains NaN, or a row has no limit: two
            entries are plus infinity, or all are minus infinity.
        """
        return self.g(self._row(z, "softmax"))

    def g(self, z: FloatArray) -> FloatArray:
        """Return the probabilities of a checked ``z``. The shift keeps exp from overflowing."""
        top: FloatArray = z.max(axis=-1, keepdims=True)
        powers = np.exp(z - top)
        total: FloatArray = powers.sum(axis=-1, keepdims=True)
        return powers / total

    def vjp(self, z: ArrayLike, upstream: ArrayLike) -> FloatArray:
        """Return dL/dz = s ⊙ (u − Σ u s), the Jacobian times ``upstream`` row by row."""
        z = self._row(z, "softmax.vjp")
        return self.pull_back(_upstream(upstream, z, "softmax.vjp"), z, self.g(z))

    def pull_back(self, upstream: FloatArray, z: FloatArray, a: FloatArray) -> FloatArray:
        """Return dL/dz for arrays that are checked, with ``a = g(z)`` computed already."""
        mean: FloatArray = (upstream * a).sum(axis=-1, keepdims=True)
        return a * (upstream - mean)

    def jacobian(self, z: ArrayLike) -> FloatArray:
        """Return the k × k matrix J with J[i, j] = s_i (δ_ij − s_j) for one vector ``z``.

        Examples
        --------
        >>> from course_lib.activations import softmax
        >>> softmax.jacobian([0.0, 0.0])
        array([[ 0.25, -0.25],
               [-0.25,  0.25]])
        """
        z = self._row(z, "softmax.jacobian")
        if z.ndim != 1:
            must = "be one vector, of shape (k,)"
            raise ValueError(message("softmax.jacobian", "z", must, f"shape {z.shape}"))
        s = self.g(z)
        others = np.where(np.eye(len(s)) == 1, 0.0, s).sum(axis=1)  # 1 - s, without rounding
        return np.diag(s * others) - np.where(np.eye(len(s)) == 1, 0.0, np.outer(s, s))

    def one_input(self) -> OneInput:
        """Return the first of three outputs; the other two scores stay 0."""

        def first(z: FloatArray) -> FloatArray:
            return self(np.stack([z, np.zeros_like(z), np.zeros_like(z)], axis=-1))[..., 0]

        note = "first output of softmax(z, 0, 0)"
        return OneInput(first, lambda z: first(z) * (1 - first(z)), note)

    @staticmethod
    def _row(z: ArrayLike, who: str) -> FloatArray:
        z = _z(z, who)
        if z.ndim == 0 or z.shape[-1] == 0:
            must = "have a last axis with the scores of the classes"
            raise ValueError(message(who, "z", must, f"shape {z.shape}"))
        if not np.isinf(z).any():
            return z
        top = z == INF
        if (top.sum(axis=-1) > 1).any() or (z == -INF).all(axis=-1).any():
            must = "have one largest entry in a row with infinities"
            raise ValueError(message(who, "z", must, "a row without a limit"))
        won = top.any(axis=-1, keepdims=True)  # such a row is one-hot in the limit
        return np.where(won, np.where(top, 0.0, -INF), z)


@dataclass(frozen=True, kw_only=True, repr=False)
class WithWeights(Facts):
    """Facts of an activation that has weights, and so is a layer; pictures show an example."""

    example: OneInput

    def one_input(self) -> OneInput:
        """Return the example."""
        return self.example


Activation = Elementwise | Softmax
