"""Numerical derivatives with every step size, in two precisions, near and far from a kink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.widgets.maths.curves import label_of, name_of

EXPONENTS = np.linspace(-13, -1, 97)  # of the step h
STEPS = 10.0**EXPONENTS
FORWARD, CENTRED, COMPLEX = "forward", "centred", "complex step"
METHODS = (FORWARD, CENTRED, COMPLEX)
PRECISIONS: dict[str, Any] = {"float64": np.float64, "float32": np.float32}
SMALLEST = 1e-18  # an error of exactly 0 is drawn here


@dataclass(frozen=True)
class Example:
    """A function, its exact derivative, and where its kink is, if it has one."""

    name: str
    f: Callable[[Any], Any]
    derivative: Callable[[float], float]
    kink: float | None = None
    analytic: bool = True  # whether the complex step may be used


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
    """Return the student's function. Without a gradient, the truth is a careful estimate."""
    name = name_of(function)

    def f(x: Any) -> Any:
        result = function(np.array(x))
        if np.iscomplexobj(x):
            return result
        return np.asarray(result) if np.asarray(result).dtype == np.float32 else as_array(
            result, who=name, name="its result", shape=np.shape(x)
        )  # fmt: skip

    def derivative(x: float) -> float:
        if gradient is not None:
            return float(as_array(gradient(np.array(x)), who="gradient", name="its result"))
        return richardson(f, x)

    return Example(label_of(name), f, derivative, analytic=_takes_complex(f))


def _takes_complex(f: Callable[[Any], Any]) -> bool:
    try:
        return bool(np.imag(f(np.array(0.5 + 1e-8j))) != 0)
    except Exception:  # the student's function may raise anything
        return False


def richardson(f: Callable[[Any], Any], x: float) -> float:
    """Return f'(x) from four centred differences whose errors cancel up to order h⁸.

    Examples
    --------
    >>> abs(richardson(np.exp, 1.0) - np.e) < 1e-12
    True
    """
    table = [float(f(x + h) - f(x - h)) / (2 * h) for h in 0.05 / 2.0 ** np.arange(4)]
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
    kind = PRECISIONS[precision]
    x_, h_ = kind(x), kind(h)
    f = example.f
    if method == FORWARD:
        return float(kind(f(x_ + h_) - f(x_)) / h_)
    if method == CENTRED:
        return float(kind(f(x_ + h_) - f(x_ - h_)) / (2 * h_))
    if not example.analytic:
        raise ValueError(f"{example.name} cannot take complex numbers: no complex step.")
    wide = np.complex128 if kind is np.float64 else np.complex64
    return float(np.imag(f(np.asarray(wide(complex(x_, h_))))) / h_)


def errors(example: Example, x: float, method: str, precision: str) -> FloatArray:
    """Return |estimate − f'(x)| for every step; NaN where the method cannot be used."""
    if method == COMPLEX and not example.analytic:
        return np.full(STEPS.shape, np.nan)
    truth = example.derivative(x)
    found = np.array([estimate(example, x, h, method, precision) for h in STEPS])
    return np.maximum(np.abs(found - truth), SMALLEST)


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
