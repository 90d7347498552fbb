"""A student's activation as a table, so that the page goes on without the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.activation_kinds import Facts
from course_lib.checks import FloatArray
from course_lib.widgets.maths.curves import Curve, own_curve
from course_lib.widgets.maths.own import attempt

LOW, STEP, COUNT = -20.0, 0.01, 4001  # 0 is one of the places: kinks are mostly there
PLACES: FloatArray = np.linspace(LOW, LOW + STEP * (COUNT - 1), COUNT)
# Those whose formula the page has, in front/activations.js.
FORMULAS = {"sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax", "maxout", "identity"}


@dataclass(frozen=True)
class Sampled:
    """The function's name, how it stands in code, and its table; no table if there is none."""

    name: str = ""
    code: str = ""
    arrays: dict[str, Any] = field(default_factory=dict)


def sampled(function: Callable[..., object] | None) -> tuple[Sampled, str]:
    """Return values and slopes of a student's function from −20 to 20, and what went wrong.

    Between two places the page takes the straight line, and outside it goes on along the last
    one: exact for functions made of straight pieces, off by at most 0.00001 |g''| elsewhere.

    Examples
    --------
    >>> own, trouble = sampled(np.tanh)
    >>> own.name, own.arrays["own_values"][0].shape, trouble
    ('tanh', (4001,), '')
    >>> sampled(lambda z: z[:3])[1]
    'ValueError: your function: its result must have shape (4001,), got (3,).'
    """
    if function is None:
        return Sampled(), ""
    made, trouble = attempt(lambda: _asked(function))
    if made is None:
        return Sampled(), trouble
    curve, values, slopes = made
    code = curve.name if curve.name.isidentifier() else "your_function"
    return Sampled(curve.name, code, _table("own", values, slopes)), ""


def _asked(function: Callable[..., object]) -> tuple[Curve, FloatArray, FloatArray]:
    curve = own_curve(function)
    return curve, curve.value(PLACES), curve.slope(PLACES)


def without_formula(facts: Iterable[Facts]) -> dict[str, Any]:
    """Return tables of the library's activations that have no formula in the page.

    Examples
    --------
    >>> from course_lib.activations import sigmoid
    >>> without_formula([sigmoid])
    {}
    """
    arrays: dict[str, Any] = {}
    for fact in facts:
        if fact.name not in FORMULAS:
            one = fact.one_input()
            arrays |= _table(fact.name, one.value(PLACES), one.slope(PLACES))
    return arrays


def _table(name: str, values: FloatArray, slopes: FloatArray) -> dict[str, Any]:
    return {f"{name}_grid": [LOW, STEP], f"{name}_values": (values, "f4"),
            f"{name}_slopes": (slopes, "f4")}  # fmt: skip
