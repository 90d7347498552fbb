"""Penalties on weights: L1 (lasso), L2 (ridge) and both together (elastic net).

A penalty has three faces.  ``penalty(W)`` is the number that is added to the cost.
``gradient(W)`` is its slope.  ``prox(W, step)`` is the exact minimiser that replaces a
gradient step where the slope has a jump: it is what makes a weight exactly zero.

The scale is the slide's: lambda times the sum, without a factor 1/2.

``name``, ``typical_use`` and the formulas (LaTeX, with eta for the step) are facts that the cheat
sheet and the exam read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import require
from course_lib.checks import FloatArray, as_array, as_number


class Regularizer(Protocol):
    """What training asks of a penalty; your own class may have just these two methods.

    A penalty with a kink also needs ``parts()``, as :class:`L1` has it; without it, training
    follows the gradient.
    """

    def penalty(self, W: ArrayLike) -> float:
        """Return the number that is added to the cost."""

    def gradient(self, W: ArrayLike) -> FloatArray:
        """Return the slope of the penalty at W, in the shape of W."""


@dataclass(frozen=True)
class L1:
    """The lasso penalty lam * sum |w|, which makes weights exactly zero.

    Parameters
    ----------
    lam : its strength, lambda on the slide; 0 switches it off.

    Raises
    ------
    ValueError : lam is negative or NaN.

    Notes
    -----
    At w = 0 the penalty has no derivative; every slope in [-lam, lam] is a subgradient, and
    ``gradient`` returns 0 there.  Steps along the subgradient jump back and forth across zero
    and never rest on it.  ``prox`` does: it moves each weight towards zero by ``step * lam`` and
    stops at zero (soft thresholding).

    References
    ----------
    Slide "L1 Regularization (Lasso)"; Tibshirani (1996).

    Examples
    --------
    >>> l1 = L1(lam=0.5)
    >>> l1.penalty([3.0, -1.0, 0.0])
    2.0
    >>> l1.gradient([3.0, -1.0, 0.0]).tolist()
    [0.5, -0.5, 0.0]
    >>> l1.prox([3.0, -1.0, 0.2], step=1.0).tolist()
    [2.5, -0.5, 0.0]
    """

    name: ClassVar = "L1 (lasso)"
    formula: ClassVar = r"\lambda \sum_j |w_j|"
    gradient_formula: ClassVar = r"\lambda \operatorname{sign}(w_j)"
    prox_formula: ClassVar = r"\operatorname{sign}(w) \max(|w| - \eta \lambda, 0)"
    typical_use: ClassVar = "Sparse weights, feature selection"
    lam: float

    def __post_init__(self) -> None:
        as_number(self.lam, who="L1", name="lam", low=0, high=np.inf, high_open=True)

    def penalty(self, W: ArrayLike) -> float:
        """Return lam * sum |w| over all entries of W, of any shape."""
        return float(self.lam * np.abs(as_array(W, who="L1.penalty", name="W")).sum())

    def gradient(self, W: ArrayLike) -> FloatArray:
        """Return the subgradient lam * sign(w), with sign(0) = 0, in the shape of W."""
        return self.lam * np.sign(as_array(W, who="L1.gradient", name="W"))

    def prox(self, W: ArrayLike, step: float | ArrayLike) -> FloatArray:
        """Return argmin over V of  sum (V - W)^2 / (2 step) + penalty(V), in the shape of W.

        ``step`` is one number, or an array that gives each weight its own.
        """
        W = as_array(W, who="L1.prox", name="W")
        threshold = _as_step(step, W, who="L1.prox") * self.lam
        return W - np.clip(W, -threshold, threshold)

    def parts(self) -> tuple[Regularizer | None, L1 | None]:
        """Return the smooth part (none) and the part with a kink (all of it)."""
        return None, self


@dataclass(frozen=True)
class L2:
    """The ridge penalty lam * sum w^2, which keeps weights small and spreads them evenly.

    Parameters
    ----------
    lam : its strength, lambda on the slide; 0 switches it off.

    Raises
    ------
    ValueError : lam is negative or NaN.

    Notes
    -----
    There is no factor 1/2, so the gradient is 2 * lam * w.  Books that write lambda/2 * sum w^2
    mean a lambda that is twice this one.

    References
    ----------
    Slide "L2 Regularization (Ridge)"; Hoerl & Kennard (1970).

    Examples
    --------
    >>> l2 = L2(lam=0.5)
    >>> l2.penalty([3.0, -1.0])
    5.0
    >>> l2.gradient([3.0, -1.0]).tolist()
    [3.0, -1.0]
    >>> l2.prox([3.0, -1.0], step=1.0).tolist()
    [1.5, -0.5]
    """

    name: ClassVar = "L2 (ridge)"
    formula: ClassVar = r"\lambda \sum_j w_j^2"
    gradient_formula: ClassVar = r"2 \lambda w_j"
    prox_formula: ClassVar = r"\frac{w}{1 + 2 \eta \lambda}"
    typical_use: ClassVar = "Small weights, stability with correlated features, no zeros"
    lam: float

    def __post_init__(self) -> None:
        as_number(self.lam, who="L2", name="lam", low=0, high=np.inf, high_open=True)

    def penalty(self, W: ArrayLike) -> float:
        """Return lam * sum w^2 over all entries of W, of any shape."""
        return float(self.lam * np.square(as_array(W, who="L2.penalty", name="W")).sum())

    def gradient(self, W: ArrayLike) -> FloatArray:
        """Return 2 * lam * w, in the shape of W."""
        return 2 * self.lam * as_array(W, who="L2.gradient", name="W")

    def prox(self, W: ArrayLike, step: float | ArrayLike) -> FloatArray:
        """Return argmin over V of  sum (V - W)^2 / (2 step) + penalty(V), in the shape of W."""
        W = as_array(W, who="L2.prox", name="W")
        return W / (1 + 2 * _as_step(step, W, who="L2.prox") * self.lam)

    def parts(self) -> tuple[Regularizer | None, L1 | None]:
        """Return the smooth part (all of it) and the part with a kink (none)."""
        return self, None


@dataclass(frozen=True)
class ElasticNet:
    """Both penalties together: l1 * sum |w| + l2 * sum w^2.

    Parameters
    ----------
    l1, l2 : the two strengths; with one of them 0 it is the other penalty alone.

    Raises
    ------
    ValueError : a strength is negative or NaN.

    Notes
    -----
    The L1 part makes weights exactly zero.  The L2 part makes the minimum unique and gives
    correlated features similar weights, where L1 alone would pick one of them.

    References
    ----------
    Slide "Comparison: L1 vs L2"; Zou & Hastie (2005), their naive elastic net.

    Examples
    --------
    >>> both = ElasticNet(l1=1.0, l2=0.5)
    >>> both.penalty([3.0, -1.0])
    9.0
    >>> both.gradient([3.0, 0.0]).tolist()
    [4.0, 0.0]
    >>> both.prox([3.0, -1.0], step=1.0).tolist()
    [1.0, 0.0]
    """

    name: ClassVar = "Elastic net"
    formula: ClassVar = r"\lambda_1 \sum_j |w_j| + \lambda_2 \sum_j w_j^2"
    gradient_formula: ClassVar = r"\lambda_1 \operatorname{sign}(w_j) + 2 \lambda_2 w_j"
    prox_formula: ClassVar = (
        r"\frac{\operatorname{sign}(w) \max(|w| - \eta \lambda_1, 0)}{1 + 2 \eta \lambda_2}"
    )
    typical_use: ClassVar = "Sparse weights that keep correlated features together"
    l1: float
    l2: float

    def __post_init__(self) -> None:
        as_number(self.l1, who="ElasticNet", name="l1", low=0, high=np.inf, high_open=True)
        as_number(self.l2, who="ElasticNet", name="l2", low=0, high=np.inf, high_open=True)

    def penalty(self, W: ArrayLike) -> float:
        """Return l1 * sum |w| + l2 * sum w^2 over all entries of W, of any shape."""
        W = as_array(W, who="ElasticNet.penalty", name="W")
        return L1(self.l1).penalty(W) + L2(self.l2).penalty(W)

    def gradient(self, W: ArrayLike) -> FloatArray:
        """Return l1 * sign(w) + 2 * l2 * w, with sign(0) = 0, in the shape of W."""
        W = as_array(W, who="ElasticNet.gradient", name="W")
        return L1(self.l1).gradient(W) + L2(self.l2).gradient(W)

    def prox(self, W: ArrayLike, step: float | ArrayLike) -> FloatArray:
        """Return argmin over V of  sum (V - W)^2 / (2 step) + penalty(V), in the shape of W.

        It is the soft threshold of L1 followed by the shrinkage of L2, in this order.
        """
        W = as_array(W, who="ElasticNet.prox", name="W")
        step = _as_step(step, W, who="ElasticNet.prox")
        return L2(self.l2).prox(L1(self.l1).prox(W, step), step)

    def parts(self) -> tuple[Regularizer | None, L1 | None]:
        """Return the smooth part, L2(l2), and the part with a kink, L1(l1)."""
        return L2(self.l2), L1(self.l1)


def _as_step(step: float | ArrayLike, W: FloatArray, *, who: str) -> float | FloatArray:
    if np.isscalar(step):
        number = cast("float", step)
        return as_number(number, who=who, name="step", low=0, high=np.inf, high_open=True)
    steps = as_array(step, who=who, name="step", shape=W.shape)
    require(steps >= 0, steps, who=who, name="step", must="not be negative")
    return steps
