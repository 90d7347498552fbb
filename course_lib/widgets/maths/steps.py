"""A student's function under the gradient microscope: its values beside x, its kink, its slope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checks import as_array
from course_lib.widgets.controls import powers
from course_lib.widgets.maths.own import name_of
from course_lib.widgets.maths.pace import Paced

STEPS = powers(-13, -1, 8)  # those that the reader may choose
FINE = 6  # distances between two steps at which the function is looked at, too
REACH = 0.05  # the largest step of the careful estimate

_STOPS = np.array(powers(-13, -0.5, 8))  # the picture shows three steps to each side
_PLACES = np.arange(FINE * (len(_STOPS) - 1) + 1)
DISTANCES = 10 ** np.interp(_PLACES / FINE, _PLACES[: len(_STOPS)], np.log10(_STOPS))
DISTANCES[::FINE] = _STOPS


@dataclass(frozen=True)
class Own:
    """The student's function, and what was found out about it when it was first looked at."""

    f: Callable[[Any], Any]
    derivative: Callable[[float], float]
    kink: float | None
    analytic: bool  # whether it takes complex numbers


def own(function: Callable[..., Any], gradient: Callable[..., Any] | None) -> Own:
    """Look at the student's function. Without a gradient, the truth is a careful estimate.

    Raises
    ------
    TimeoutError : the function is too slow for the plot.
    ValueError, TypeError : it returns another shape, NaN or no numbers.
    """
    name = name_of(function)
    paced = Paced(function, name)

    def f(x: Any) -> Any:
        result = paced(np.array(x))
        if np.iscomplexobj(x):
            return result
        checked = as_array(result, who=name, name="its result", shape=np.shape(x))
        return np.asarray(result) if np.asarray(result).dtype == np.float32 else checked

    f(np.array([0.5, 1.0]))
    paced.require(30)
    kink = find_kink(f)

    def derivative(x: float) -> float:
        if gradient is not None:
            slope = as_array(gradient(np.array([x])), who="gradient", name="its result", shape=(1,))
            return float(slope[0])
        away = REACH if kink is None else abs(x - kink)
        return richardson(f, x, 0.9 * away if 1e-6 < away < REACH else REACH)

    return Own(f, derivative, kink, _takes_complex(f))


def beside(own: Own, x: float) -> dict[str, Any]:
    """Return what the page needs of the function near x, in float64 and float32.

    ``values`` are those at x − DISTANCES, x and x + DISTANCES; ``turned`` the imaginary parts a
    step h above x in the complex plane, for each h of STEPS, NaN where there is none.
    """
    values, turned = [], []
    kinds: tuple[tuple[Any, Any], ...] = ((np.float64, np.complex128), (np.float32, np.complex64))
    for real, wide in kinds:
        by, steps = DISTANCES.astype(real), np.array(STEPS).astype(real)
        values.append(own.f(real(x) + np.concatenate([-by[::-1], [real(0)], by])))
        above = (real(x) + 1j * steps).astype(wide)
        turned.append(np.imag(own.f(above)) if own.analytic else np.full(len(STEPS), np.nan))
    kink = np.nan if own.kink is None else own.kink
    truth = own.derivative(x)
    return {"values": np.array(values, float), "turned": np.array(turned, float),
            "truth": truth, "kink": kink, "at": x}  # fmt: skip


def find_kink(f: Callable[[Any], Any], low: float = -2.0, high: float = 2.0) -> float | None:
    """Return where the slope of f jumps most, or None if it jumps nowhere.

    Of a smooth function the slope changes little and nearly evenly under a magnifying glass; at
    a kink it changes by the same jump however close one looks.

    Examples
    --------
    >>> find_kink(lambda x: np.maximum(x - 0.3, 0))
    0.3
    >>> find_kink(np.sin), find_kink(lambda x: np.tanh(20 * x))
    (None, None)
    """
    for _ in range(4):  # each look is 200 times closer
        x = np.linspace(low, high, 401)
        jumps = np.abs(np.diff(np.diff(f(x)) / np.diff(x)))
        place = int(jumps.argmax())
        if jumps[place] <= max(50 * float(np.median(jumps)), 1e-3):
            return None
        low, high = float(x[place]), float(x[place + 2])
    return round((low + high) / 2, 9) + 0.0


def _takes_complex(f: Callable[[Any], Any]) -> bool:
    try:
        return bool(np.imag(f(np.array([0.5 + 1e-8j])))[0] != 0)
    except Exception:  # the student's function may raise anything
        return False


def richardson(f: Callable[[Any], Any], x: float, reach: float = REACH) -> float:
    """Return f'(x) from four centred differences whose errors cancel up to order h⁸.

    Examples
    --------
    >>> abs(richardson(np.exp, 1.0) - np.e) < 1e-12
    True
    """
    h = reach / 2.0 ** np.arange(4)
    table = list((f(x + h) - f(x - h)) / (2 * h))
    for k in range(1, 4):
        table = [(4**k * b - a) / (4**k - 1) for a, b in pairwise(table)]
    return float(table[0])
