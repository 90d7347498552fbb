"""Does a result move with an argument with which the right one moves?"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from course_lib.hints.errors import HintError
from course_lib.hints.plain import alike, shape_of
from course_lib.hints.promise import Promise
from course_lib.hints.randomness import equal
from course_lib.hints.smallest import Call, Probe


def stays(call: Call, promise: Promise, probes: Sequence[Probe], name: str, i: int) -> bool:
    """Return whether a result never moves with argument i, and the right one does."""
    rights = 0
    for k, probe in enumerate(probes):
        for other in _instead(probe.case.inputs[i], probes[k - 1].case.inputs[i]):
            right, came = _moved(call, promise, name, i, probe, other)
            if came:
                return False
            rights += right
    return rights > 1


def _instead(one: Any, other: Any) -> list[Any]:
    """Return values that may stand in the place of an argument: another draw's, others nearby."""
    if type(one) is int:
        return [other, one + 1]
    return [other, 1.3 * one + 0.1, one / 3] if type(one) is float else [other]


def _moved(
    call: Call, promise: Promise, name: str, i: int, probe: Probe, two: Any
) -> tuple[bool, bool]:
    """Return whether the right result and the one that came move with argument i, if known."""
    case, one = probe.case, probe.case.inputs[i]
    if isinstance(one, np.random.Generator) or shape_of(one) != shape_of(two) or equal(one, two):
        return False, False
    with suppress(ArithmeticError, LookupError, TypeError, ValueError, HintError):
        mixed = promise(*case.arguments[:i], copy.deepcopy(two), *case.arguments[i + 1 :])
        came = probe.came(name), mixed.results(call(*mixed.arguments))[name]
        return not alike(case.right[name], mixed.right[name], 1e-9), not alike(*came, 1e-9)
    return False, False  # the argument cannot be exchanged alone
