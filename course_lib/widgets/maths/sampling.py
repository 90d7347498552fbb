"""A student's activation as a table, so that the page goes on without the kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.activation_kinds import Facts, OneInput
from course_lib.checks import FloatArray, as_array, message
from course_lib.widgets.maths.own import attempt, code_of, label_of, name_of

LOW, STEP, COUNT = -20.0, 0.01, 4001  # 0 is one of the places: kinks are mostly there
PLACES: FloatArray = np.linspace(LOW, LOW + STEP * (COUNT - 1), COUNT)
H = 1e-5  # of the central difference: error of order h² + 1e-16 / h, so about 1e-10
# Those whose formula the page has, in front/activations.js.
FORMULAS = {"sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax", "maxout", "identity"}


@dataclass(frozen=True)
class Sampled:
    """How the function is listed and stands in code, and its table; empty if there is none."""

    label: str = ""
    code: str = ""
    arrays: dict[str, Any] = field(default_factory=dict)

    def kinds(self, facts: Sequence[Facts]) -> list[tuple[str, str]]:
        """Return the options of a list: the student's function first, then the library's."""
        own = [("own", self.label)] if self.arrays else []
        return [*own, *((fact.name, fact.title) for fact in facts)]

    def tables(self, facts: Sequence[Facts]) -> dict[str, Any]:
        """Return the tables of all functions that have no formula in the page."""
        arrays = dict(self.arrays)
        for fact in facts:
            if fact.name not in FORMULAS:
                arrays |= _table(fact.name, fact.one_input())
        return arrays


def sampled(function: Callable[..., object] | None) -> tuple[Sampled, str]:
    """Return values and slopes of a student's function from −20 to 20, and what went wrong.

    Between two places the page takes the straight line, and outside it goes on along the last
    one: exact for functions made of straight pieces, off by at most 0.00001 |g''| elsewhere.

    Examples
    --------
    >>> own, trouble = sampled(np.tanh)
    >>> own.label, own.arrays["own_values"][0].shape, trouble
    ('tanh (yours)', (4001,), '')
    >>> sampled(lambda z: z[:3])[1]
    'ValueError: your function: its result must have shape (4001,), got (3,).'
    """
    table, trouble = attempt(function, lambda function: _table("own", own_curve(function)))
    if table is None:
        return Sampled(), trouble
    return Sampled(label_of(function), code_of(function), table), ""


def _table(name: str, curve: OneInput) -> dict[str, Any]:
    values, slopes = curve.value(PLACES), curve.slope(PLACES)
    return {f"{name}_grid": [LOW, STEP], f"{name}_values": (values, "f4"),
            f"{name}_slopes": (slopes, "f4")}  # fmt: skip


def own_curve(function: Callable[..., object]) -> OneInput:
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
    given: Callable[..., object] | None = getattr(function, "derivative", None)

    def checked(f: Callable[..., Any], who: str, z: FloatArray) -> FloatArray:
        # A copy, because a first version of relu often writes into its argument.
        return as_array(f(z.copy()), who=who, name="its result", shape=z.shape)

    def slope(z: FloatArray) -> FloatArray:
        if given is not None:
            return checked(given, f"{name}.derivative", z)
        h = H * np.maximum(1.0, np.abs(z))  # or z + h would be z where a network explodes
        return (checked(function, name, z + h) - checked(function, name, z - h)) / (2 * h)

    return OneInput(lambda z: checked(function, name, z), slope, "your function")
