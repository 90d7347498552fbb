"""Curves of one variable: activations as the plots see them, and the student's own function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checks import FloatArray, as_array, message
from course_lib.widgets.maths.pace import Paced

Function = Callable[[FloatArray], FloatArray]

STEP = 1e-5  # of the central difference: error of order h² + 1e-16 / h, so about 1e-10


@dataclass(frozen=True)
class Curve:
    """A function of one variable with its slope, applied to arrays entry by entry."""

    name: str
    value: Function
    slope: Function
    note: str = ""
    pace: Paced | None = None  # of the student's function


def name_of(function: object) -> str:
    """Return what to call the student's function in a sentence; a lambda has no name.

    Examples
    --------
    >>> name_of(np.tanh), name_of(lambda z: z)
    ('tanh', 'your function')
    """
    name = getattr(function, "__name__", None) or getattr(function, "name", None)
    return name if isinstance(name, str) and name.isidentifier() else "your function"


def code_of(function: object) -> str:
    """Return the student's function as it stands in code that opens the plot again.

    Examples
    --------
    >>> code_of(np.tanh), code_of(lambda z: z), code_of(None)
    ('tanh', 'your_function', '')
    """
    return "" if function is None else name_of(function).replace(" ", "_")


def label_of(name: str) -> str:
    """Return the name as a list shows it, beside the functions of the course.

    Examples
    --------
    >>> label_of("my_relu"), label_of("your function")
    ('my_relu (yours)', 'your function')
    """
    return name if name == "your function" else f"{name} (yours)"


def central_difference(function: Function, z: FloatArray, h: float = STEP) -> FloatArray:
    """Return (f(z + h) − f(z − h)) / 2h, of the shape of ``z``; h grows with a large z.

    Examples
    --------
    >>> central_difference(np.square, np.array([3.0])).round(6)
    array([6.])
    """
    step = h * np.maximum(1.0, np.abs(z))  # or z + h would be z where a network explodes
    return (function(z + step) - function(z - step)) / (2 * step)


def own_curve(function: Callable[..., object]) -> Curve:
    """Return the student's function as a curve. The slope is its own or a central difference.

    Raises
    ------
    TypeError : ``function`` cannot be called.
    ValueError, TypeError : when used, the function returns another shape, NaN or no numbers.

    Examples
    --------
    >>> curve = own_curve(lambda z: 2 * z)
    >>> curve.slope(np.array([1.0, 5.0])).round(6)
    array([2., 2.])
    """
    if not callable(function):
        raise TypeError(message("this plot", "function", "callable", repr(function)))
    name = name_of(function)

    paced = Paced(function, name)

    def value(z: FloatArray) -> FloatArray:
        # A copy, because a first version of relu often writes into its argument.
        return as_array(paced(z.copy()), who=name, name="its result", shape=z.shape)

    given = getattr(function, "derivative", None)

    def slope(z: FloatArray) -> FloatArray:
        if given is None:
            return central_difference(value, z)
        return as_array(given(z.copy()), who=f"{name}.derivative", name="its result", shape=z.shape)

    note = "your function" + ("" if given else ", slope by differences")
    return Curve(name, value, slope, note, paced)
