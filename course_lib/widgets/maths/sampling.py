"""A student's activation as a table, so that the page goes on without the kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.checks import FloatArray
from course_lib.widgets.maths.curves import own_curve
from course_lib.widgets.plot import explained

LOW, STEP, COUNT = -20.0, 0.01, 4001  # 0 is one of the places: kinks are mostly there


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
    places: FloatArray = np.linspace(LOW, LOW + STEP * (COUNT - 1), COUNT)
    try:
        curve = own_curve(function)
        values, slopes = curve.value(places), curve.slope(places)
    except (Exception, KeyboardInterrupt) as error:  # the student's function may raise anything
        return Sampled(), explained(error)
    code = curve.name if curve.name.isidentifier() else "your_function"
    arrays = {"own_grid": [LOW, STEP], "own_values": (values, "f4"), "own_slopes": (slopes, "f4")}
    return Sampled(curve.name, code, arrays), ""
