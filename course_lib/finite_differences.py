r"""Slopes of a function by finite differences, and how far they can be trusted.

.. math:: \frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}

The step ``h`` is near the cube root of the rounding unit, 6e-6: smaller steps drown in rounding,
larger ones in curvature. A function that computes in float32 is noticed, because all its values
are float32 numbers, and gets a step of 5e-3. Where a full step would leave the domain of the
function, as with log near 0, it is made smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import FloatArray, as_array, as_function, message, short

EPS = float(np.finfo(np.float64).eps)
STEP = float(np.cbrt(EPS))
SMALLER = (1.0, 1e-2, 1e-4, 1e-6, 1e-8)
AWAY = 1e-4  # of the distance to the end of the domain: there a pole is nearly straight

Index = tuple[int, ...]
Function = Callable[[FloatArray], float]


class Probe:
    """A function at ``x`` and around it; ``who`` and ``name`` are what messages call it."""

    def __init__(self, function: Function, x: FloatArray, *, who: str, name: str) -> None:
        self._function = as_function(function, who=who, name=name, of="x")
        self.x, self.who, self.name = x, who, name
        self.middle = self._number(self._function(x.copy()))
        if not np.isfinite(self.middle):
            raise ValueError(message(who, name, "return one finite number", self.middle))

    def _number(self, value: object) -> float:
        array = np.asarray(value)
        if array.size != 1 or array.dtype.kind not in "buif":
            got = f"an array of shape {array.shape}" if array.size != 1 else short(value)
            raise ValueError(message(self.who, self.name, "return one finite number", got))
        return float(array.item())

    def moved(self, place: Index, to: float) -> float:
        """Return the value with one coordinate changed, NaN outside of the domain."""
        x = self.x.copy()
        x[place] = to
        try:
            with np.errstate(all="ignore"):
                return self._number(self._function(x))
        except (ArithmeticError, ValueError):  # as math.log has it; at x itself all was well
            return np.nan


class Line:
    """The function along one coordinate of ``x``, with steps that suit the precision ``eps``."""

    def __init__(self, probe: Probe, place: Index, *, eps: float = EPS, h: float = 0.0) -> None:
        self._probe, self._place = probe, place
        self._at, self._middle = float(probe.x[place]), probe.middle
        self._eps, self._step = eps, float(np.cbrt(eps))
        full = h or self._step * max(1.0, abs(self._at))
        smallest = self._step * abs(self._at)
        for self.h in [*(full * share for share in SMALLER), *([smallest] if smallest else [])]:
            self.values = self(-self.h), self(self.h)
            if np.isfinite(self.values).all():
                break
        else:
            got = f"{self.values[0]} and {self.values[1]} beside index {place}"
            hint = "Is x at the end of its domain? A clip keeps it away from there."
            must = "return one finite number"
            raise ValueError(message(probe.who, probe.name, must, got, hint))
        if self.h < full:
            self.h = max(self.h * AWAY, smallest if smallest <= self.h else 0.0)
            self.values = self(-self.h), self(self.h)

    def __call__(self, offset: float) -> float:
        return self._probe.moved(self._place, self._at + offset)

    @property
    def slope(self) -> float:
        """The centred difference."""
        left, right = self.values
        width = 2 * self.h
        if self.h < STEP * AWAY:  # then the rounding of x + h counts
            width = (self._at + self.h) - (self._at - self.h)
        return (right - left) / width

    @property
    def bend(self) -> float:
        """By how much the slopes on the right and on the left differ."""
        left, right = self.values
        return (right - 2 * self._middle + left) / self.h

    @property
    def rounding(self) -> float:
        """The error of the slope by the rounding of float64 values."""
        return 8 * EPS * abs(self._middle) / self.h

    @property
    def noise(self) -> float:
        """The error of the slope by the rounding of values of the function's own precision."""
        return self.rounding * self._eps / EPS

    @property
    def resolution(self) -> float:
        """The error that a right centred difference may have."""
        return self.noise + self._step * abs(self.bend)

    @property
    def bends(self) -> bool:
        """Whether the slope may depend on the step: it changes by 1e-4 of itself within one."""
        return abs(self.bend) > max(1e-4 * abs(self.slope), 100 * self.noise)

    def has_kink(self, scale: float) -> bool:
        """Return whether the one-sided slopes disagree more than curvature explains.

        The disagreement of a smooth function is proportional to the step; that of a kink is not.
        """
        if abs(self.bend) <= max(1e-4 * scale, 100 * self.noise):
            return False
        for ratio in (0.5, 0.125):
            h = ratio * self.h
            bend = (self(h) - 2 * self._middle + self(-h)) / h
            if abs(bend - ratio * self.bend) > 0.05 * abs(self.bend):
                return True
        return False

    def sharper(self, tolerance: float = 1e-7) -> Line:
        """Return the line whose slope depends least on the step, this one if a quarter agrees.

        Where a function bends within one step, as log at 2e-5, only a smaller one sees its slope.
        """
        best, least, before = self, np.inf, self
        for k in range(1, 9):
            line = Line(self._probe, self._place, eps=self._eps, h=self.h * 4.0**-k)
            doubt = abs(line.slope - before.slope) + line.noise
            if k == 1 and doubt <= tolerance * abs(self.slope):
                return self
            best, least = (line, doubt) if doubt < least else (best, least)
            before = line
        return best


def lines(probe: Probe, places: Sequence[Index]) -> tuple[list[Line], float]:
    """Return the lines through ``places``, and the rounding unit that the function computes in."""
    fine = [Line(probe, place) for place in places]
    eps = _unit(fine)
    if eps == EPS:
        return fine, EPS
    coarse = [Line(probe, place, eps=eps) for place in places]
    single = _unit(coarse) > EPS and len({v for line in coarse for v in line.values}) > 1
    return (coarse, eps) if single else (fine, EPS)


def _unit(of: Sequence[Line]) -> float:
    values = np.array([line.values for line in of])
    with np.errstate(over="ignore"):
        for dtype in (np.float16, np.float32):
            if (values.astype(dtype).astype(np.float64) == values).all():
                return float(np.finfo(dtype).eps)
    return EPS


def numeric_gradient(
    function: Function, x: ArrayLike, *, who: str = "numeric_gradient", name: str = "function"
) -> FloatArray:
    """Return the gradient by centred differences, two calls of ``function`` per entry or,
    where it bends within a step, some more.

    Parameters
    ----------
    function : maps an array shaped like ``x`` to one number.
    x : the point, any shape. It is copied and never changed.
    who, name : what a message about the function calls it.

    Raises
    ------
    TypeError, ValueError : ``x`` or what the function returns is not made of finite numbers.

    References
    ----------
    Dennis & Schnabel, "Numerical Methods for Unconstrained Optimization", 1983, section 5.4.

    Examples
    --------
    >>> numeric_gradient(lambda x: float((x**2).sum()), [1.0, -3.0]).round(6)
    array([ 2., -6.])
    """
    x = as_array(x, who=who, name="x")
    probe = Probe(function, x, who=who, name=name)
    found, _ = lines(probe, list(np.ndindex(x.shape)))
    return np.array([line.sharper().slope if line.bends else line.slope for line in found]).reshape(
        x.shape
    )
