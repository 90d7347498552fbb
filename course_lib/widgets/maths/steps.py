"""Numerical derivatives with every step size, in two precisions, near and far from a kink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.widgets.maths.curves import label_of, name_of
from course_lib.widgets.maths.pace import Paced

EXPONENTS = np.linspace(-13, -1, 97)  # of the step h
STEPS = 10.0**EXPONENTS
FORWARD, CENTRED, COMPLEX = "forward", "centred", "complex step"
METHODS = (FORWARD, CENTRED, COMPLEX)
PRECISIONS: dict[str, Any] = {"float64": np.float64, "float32": np.float32}
REACH = 0.05  # the largest step of the careful estimate
SMALLEST = 1e-18  # an error of exactly 0 is drawn here


@dataclass(frozen=True)
class Example:
    """A function, its exact derivative, and where its kink is, if it has one."""

    name: str
    f: Callable[[Any], Any]
    derivative: Callable[[float], float]
    kink: float | None = None
    analytic: bool = True  # whether the complex step may be used
    pace: Paced | None = None  # of the student's function, which nobody has looked at yet
    careful: bool = False  # the derivative is an estimate, to be made beside the kink


def _relu(x: Any) -> Any:
    return np.where(np.real(x) > 0, x, 0 * x)


def examples() -> dict[str, Example]:
    """Return the functions to look at, by name."""
    made = (
        Example("x³", lambda x: x**3, lambda x: 3 * x**2),
        Example("exp(sin 3x)", lambda x: np.exp(np.sin(3 * x)),
                lambda x: float(3 * np.cos(3 * x) * np.exp(np.sin(3 * x)))),
        Example("sigmoid", lambda x: 1 / (1 + np.exp(-x)),
                lambda x: float(np.exp(-x) / (1 + np.exp(-x)) ** 2)),
        Example("ReLU (kink at 0)", _relu, lambda x: float(x > 0), kink=0.0),
        Example("squared ReLU", lambda x: _relu(x) ** 2, lambda x: 2.0 * max(x, 0.0)),
    )  # fmt: skip
    return {example.name: example for example in made}


def own_example(function: Callable[..., Any], gradient: Callable[..., Any] | None) -> Example:
    """Return the student's function. Without a gradient, the truth is a careful estimate.

    Nothing is called yet, so that an error is shown where the plot is drawn.
    """
    name = name_of(function)
    paced = Paced(function, name)

    def f(x: Any) -> Any:
        result = paced(np.array(x))
        if np.iscomplexobj(x):
            return result
        checked = as_array(result, who=name, name="its result", shape=np.shape(x))
        return np.asarray(result) if np.asarray(result).dtype == np.float32 else checked

    def derivative(x: float) -> float:
        if gradient is None:
            return richardson(f, x)
        return float(as_array(gradient(np.array(x)), who="gradient", name="its result"))

    return Example(label_of(name), f, derivative, pace=paced, careful=gradient is None)


def examined(example: Example) -> Example:
    """Return the student's function with its kink found and the complex step tried.

    Raises
    ------
    TimeoutError : the function is too slow for the plot.
    ValueError, TypeError : it returns another shape, NaN or no numbers.
    """
    example.f(np.array([0.5, 1.0]))
    if example.pace:
        example.pace.require(30)
    f, kink = example.f, find_kink(example.f)

    def beside_the_kink(x: float) -> float:
        away = REACH if kink is None else abs(x - kink)
        return richardson(f, x, 0.9 * away if 1e-6 < away < REACH else REACH)

    return replace(
        example, kink=kink, analytic=_takes_complex(f), pace=None,
        derivative=beside_the_kink if example.careful else example.derivative,
    )  # fmt: skip


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
        return bool(np.imag(f(np.array(0.5 + 1e-8j))) != 0)
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
        table = [
            (4**k * b - a) / (4**k - 1) for a, b in pairwise(table)
        ]  # fmt: skip
    return float(table[0])


def estimate(example: Example, x: float, h: float, method: str, precision: str) -> float:
    """Return the estimate of f'(x); everything is computed in the given precision.

    Raises
    ------
    ValueError : the complex step is asked of a function that cannot take complex numbers.
    """
    return float(estimates(example, x, np.array([h]), method, precision)[0])


def estimates(
    example: Example, x: float, steps: FloatArray, method: str, precision: str
) -> FloatArray:
    """Return the estimate of f'(x) for each step; see :func:`estimate`."""
    kind = PRECISIONS[precision]
    at, h = np.full(steps.shape, x).astype(kind), steps.astype(kind)
    f = example.f
    if method == COMPLEX:
        if not example.analytic:
            raise ValueError(f"{example.name} cannot take complex numbers: no complex step.")
        wide = np.complex128 if kind is np.float64 else np.complex64
        rise, run = np.imag(f((at + 1j * h).astype(wide))), h
    elif method == CENTRED:
        rise, run = f(at + h) - f(at - h), 2 * h
    else:
        rise, run = f(at + h) - f(at), h
    return np.asarray(np.asarray(rise).astype(kind) / run, dtype=np.float64)


def errors(example: Example, x: float, method: str, precision: str) -> FloatArray:
    """Return |estimate − f'(x)| for every step; NaN where the method cannot be used."""
    if method == COMPLEX and not example.analytic:
        return np.full(STEPS.shape, np.nan)
    found = estimates(example, x, STEPS, method, precision)
    return np.maximum(np.abs(found - example.derivative(x)), SMALLEST)


def magnified(
    example: Example, x: float, h: float, precision: str, reach: float = 3.0, count: int = 241
) -> tuple[FloatArray, FloatArray]:
    """Return what the microscope shows: u and (f(x + u h) − f(x)) / h for u from −reach.

    At tiny h the rounding of f shows as steps.
    """
    kind = PRECISIONS[precision]
    u = np.linspace(-reach, reach, count)
    x_, h_ = kind(x), kind(h)
    values = example.f((x_ + u.astype(kind) * h_).astype(kind))
    rise = (values.astype(np.float64) - float(example.f(x_))) / float(h_)
    return u, rise
