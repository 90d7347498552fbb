r"""Is a gradient right? Compare it with finite differences.

.. math:: \frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}

At a kink the slopes on the two sides differ and the centred difference is neither of them, so an
entry near a kink cannot be judged; the report says which ones are. A function that computes in
float32 can show that a gradient is wrong, but hardly that it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import (
    FloatArray,
    as_array,
    as_count,
    as_number,
    as_rng,
    message,
    require_methods,
)
from course_lib.finite_differences import EPS, Index, Line, Probe, lines, numeric_gradient

__all__ = ["TOLERANCE", "GradientReport", "check_layer", "gradient_check", "numeric_gradient"]

TOLERANCE = 1e-6


@dataclass(frozen=True)
class GradientReport:
    """The outcome of :func:`gradient_check`.

    ``index`` is where the analytic and the numeric gradient differ most, ``analytic`` and
    ``numeric`` are the two values there. ``kinks`` lists the entries with a kink within one step,
    ``coarse`` those whose difference the function's own rounding explains, if it is not float64.
    """

    relative_error: float
    index: Index
    analytic: float
    numeric: float
    kinks: tuple[Index, ...]
    tolerance: float = TOLERANCE
    coarse: tuple[Index, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every entry agrees, those near a kink included."""
        return self.relative_error <= self.tolerance

    @property
    def kink_near(self) -> bool:
        """Whether the function has a kink within one step of ``x``."""
        return bool(self.kinks)

    @property
    def wrong(self) -> bool:
        """Whether an entry disagrees that neither a kink nor coarse rounding can excuse."""
        return not self.passed and self.index not in (*self.kinks, *self.coarse)

    def __str__(self) -> str:
        verdict = "right" if self.passed else "WRONG" if self.wrong else "undecided"
        place = f" at index {self.index}" if self.index else ""
        text = (
            f"gradient {verdict}: largest relative error {self.relative_error:.1e}{place} "
            f"(analytic {self.analytic:.6g}, numeric {self.numeric:.6g})"
        )
        if self.kinks:
            text += f"; kink near {self.kinks[0] or 'x'}: move x away from it to judge this entry"
        if self.index in self.coarse:
            text += "; the function computes in float32: make it float64 to judge this entry"
        return text


def gradient_check(
    function: Callable[[FloatArray], float],
    gradient: Callable[[FloatArray], ArrayLike] | ArrayLike,
    x: ArrayLike,
    *,
    tolerance: float = TOLERANCE,
    at_most: int | None = None,
    who: str = "gradient_check",
    name: str = "function",
) -> GradientReport:
    r"""Compare ``gradient`` with centred differences of ``function`` at ``x``.

    The error of an entry is :math:`|a - n| / (|a| + |n| + r)`, for the analytic and the numeric
    value. The floor ``r`` is such that what finite differences cannot resolve, for rounding or
    for curvature, stays below ``tolerance``; without it, right gradients near 0 would fail.

    Parameters
    ----------
    function : maps an array shaped like ``x`` to one number.
    gradient : maps it to an array of the shape of ``x``; or that array itself.
    x : the point, any shape. It is copied and never changed.
    tolerance : the relative error that still passes.
    at_most : check only that many entries, spread evenly, where all would take too long.
    who, name : what a message about the function calls it.

    Raises
    ------
    ValueError : the function does not return one finite number, or the gradient has not the
        shape of ``x``.

    References
    ----------
    Dennis & Schnabel, "Numerical Methods for Unconstrained Optimization", 1983, section 5.4.

    Examples
    --------
    >>> gradient_check(lambda x: float((x**2).sum()), lambda x: 2 * x, [1.0, -3.0]).passed
    True
    >>> print(gradient_check(lambda x: float((x**2).sum()), lambda x: x, [1.0, 0.0]))
    gradient WRONG: largest relative error 3.3e-01 at index (0,) (analytic 1, numeric 2)
    >>> gradient_check(lambda x: float(abs(x).sum()), np.sign, [0.0, 1.0]).kinks
    ((0,),)
    """
    x = as_array(x, who=who, name="x")
    as_number(tolerance, who=who, name="tolerance", low=0, low_open=True)
    places = _places(x, at_most, who)
    given = gradient(x.copy()) if callable(gradient) else gradient
    analytic = as_array(given, who=who, name="gradient", shape=x.shape)
    found, eps = lines(Probe(function, x, who=who, name=name), places)
    values = np.array([analytic[place] for place in places])
    scale = max(abs(line.slope) for line in found)
    kinked = np.array([line.has_kink(scale) for line in found])
    if eps == EPS:
        bad = (_errors(found, values, tolerance, eps) > tolerance) & ~kinked
        found = [
            line.sharper(tolerance / 10) if b else line for line, b in zip(found, bad, strict=True)
        ]
    errors = _errors(found, values, tolerance, eps)
    slopes = np.array([line.slope for line in found])
    unseen = np.array([line.resolution for line in found])
    coarse = (np.abs(values - slopes) <= unseen) & (eps > EPS)
    # An error that nothing excuses is reported before a larger one that is excused.
    worst = int(np.argmax(errors + np.where(kinked | coarse | (errors <= tolerance), 0.0, 2.0)))
    return GradientReport(
        relative_error=float(errors[worst]),
        index=places[worst],
        analytic=float(values[worst]),
        numeric=float(slopes[worst]),
        kinks=tuple(place for place, kink in zip(places, kinked, strict=True) if kink),
        tolerance=tolerance,
        coarse=tuple(place for place, rough in zip(places, coarse, strict=True) if rough),
    )


class Differentiable(Protocol):
    """A layer or a network."""

    def forward(self, x: ArrayLike, /) -> FloatArray: ...
    def backward(self, upstream: ArrayLike, /) -> FloatArray: ...
    def parameters(self) -> list[FloatArray]: ...
    def gradients(self) -> list[FloatArray]: ...


def check_layer(
    layer: Differentiable, x: ArrayLike, *, rng: np.random.Generator
) -> list[GradientReport]:
    """Check ``backward`` of a layer or a network against finite differences.

    The function that is differentiated is Σ forward(x) · R with random numbers R, so that every
    output counts. Dropout is off.

    Returns
    -------
    A report for the gradient by ``x``, then one for each of ``parameters()``.

    Examples
    --------
    >>> from course_lib.layers import Dense
    >>> layer = Dense(3, 2, rng=np.random.default_rng(0))
    >>> [r.passed for r in check_layer(layer, np.ones((4, 3)), rng=np.random.default_rng(1))]
    [True, True, True]
    """
    methods = "forward", "backward", "parameters", "gradients"
    require_methods(layer, *methods, who="check_layer", name="layer")
    x = as_array(x, who="check_layer", name="x")
    R = as_rng(rng, who="check_layer").normal(size=layer.forward(x).shape)
    # copies: the next forward may write into the same arrays
    analytic = [np.array(gradient) for gradient in (layer.backward(R), *layer.gradients())]

    def with_parameter(parameter: FloatArray, values: FloatArray) -> float:
        kept = parameter.copy()
        parameter[...] = values
        result = float(np.sum(layer.forward(x) * R))
        parameter[...] = kept
        return result

    reports = [gradient_check(lambda x: float(np.sum(layer.forward(x) * R)), analytic[0], x)]
    for parameter, gradient in zip(layer.parameters(), analytic[1:], strict=True):
        reports.append(gradient_check(partial(with_parameter, parameter), gradient, parameter))
    return reports


def _errors(found: list[Line], values: FloatArray, tolerance: float, eps: float) -> FloatArray:
    slopes = np.array([line.slope for line in found])
    floors = np.array([line.resolution if eps == EPS else line.rounding for line in found])
    sizes = np.abs(values) + np.abs(slopes) + floors / tolerance
    errors: FloatArray = np.abs(values - slopes) / np.where(sizes > 0, sizes, 1.0)
    return errors


def _places(x: FloatArray, at_most: int | None, who: str) -> list[Index]:
    if x.size == 0:
        raise ValueError(message(who, "x", "have at least one entry", "none"))
    count = x.size if at_most is None else min(
        x.size, as_count(at_most, who=who, name="at_most")
    )  # fmt: skip
    flat = np.linspace(0, x.size - 1, count).round().astype(int)
    return [tuple(int(i) for i in np.unravel_index(k, x.shape)) for k in flat]
