r"""The two kinds of activation functions: elementwise ones, and softmax.

``g(z)`` and ``pull_back`` do the arithmetic on arrays that are checked; calling the activation
and ``vjp`` check first. ``g_prime`` and ``pull_back`` receive ``z`` *and* the output ``a = g(z)``,
because the derivative is often simplest in terms of the output, such as a (1 − a) for sigmoid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True, repr=False)
class Facts:
    """What the course says about an activation. Formulas are LaTeX without dollar signs.

    ``zero_centred`` tells whether outputs of both signs occur with 0 at ``z = 0``;
    ``saturates`` and ``kink`` are short sentences.
    """

    name: str
    title: str
    formula: str
    derivative_formula: str
    output_range: Range
    typical_use: str
    zero_centred: bool
    saturates: str
    kink: str

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
        return self.g(_z(z, self.name))

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


@dataclass(frozen=True, kw_only=True, repr=False)
class Softmax(Facts):
    """Softmax over the last axis. Adding a constant to a row of ``z`` does not change it.

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
        return np.diag(s) - np.outer(s, s)

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


Activation = Elementwise | Softmax
