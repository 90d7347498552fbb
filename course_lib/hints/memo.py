"""Right answers, kept by the grader from one student to the next.

In a notebook every test computes what it compares with. The grader's judges would compute the
same numbers for each student, so they keep them: the grader notes what the tests ask for while it
grades the reference solution, and all later judges start with those answers. Nothing is kept in a
process that runs a student's code.
"""

from __future__ import annotations

import functools
import importlib
import pickle
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
T = TypeVar("T")
Asked = tuple[str, str, tuple[Any, ...], dict[str, Any]]
"""A call: the module, the function, and its arguments."""

_LIMIT = 3000  # answers; all exercises of a week have about six hundred
_answers: dict[bytes, Any] = {}
_asked: list[Asked] = []
_keeps = False


def keep_answers() -> None:
    """Keep all right answers from now on, in this process and those forked from it."""
    global _keeps
    _keeps = True


def computed_once(function: Callable[P, T]) -> Callable[P, T]:
    """Return ``function`` such that the grader computes it once for equal arguments.

    All callers get the same object then, so its arrays are made read-only.

    Parameters
    ----------
    function : a function of plain data, defined in a file of the exercises.

    Examples
    --------
    >>> zeros = computed_once(lambda n: np.zeros(n))
    >>> zeros(2) is zeros(2)  # in a notebook
    False
    """

    @functools.wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        drawn = any(isinstance(a, np.random.Generator) for a in (*args, *kwargs.values()))
        if drawn or not _keeps:  # a Generator is used up by the first who takes it
            return function(*args, **kwargs)
        name = function.__module__, function.__qualname__
        try:
            key = pickle.dumps((*name, args, kwargs))
        except (pickle.PicklingError, AttributeError, TypeError):  # a function, for example
            return function(*args, **kwargs)
        if key in _answers:
            kept: T = _answers[key]
            return kept
        if len(_answers) >= _LIMIT:
            return function(*args, **kwargs)
        *_, own, named = pickle.loads(key)  # copies: the caller's arrays stay as they are
        found = function(*own, **named)
        _lock(found)
        _answers[key] = found
        _asked.append((*name, own, named))
        return found

    return answer


def asked() -> list[Asked]:
    """Return what was computed in this process, as calls that :func:`compute` repeats."""
    return list(_asked)


def compute(calls: Sequence[Asked]) -> None:
    """Compute answers before they are asked for.

    Raises
    ------
    ValueError : a call is not to a function of an exercise.
    """
    for module, name, args, kwargs in calls:
        if not module.startswith("exercises."):
            raise ValueError(f"compute: must be a function of an exercise, got {module}.{name}")
        getattr(importlib.import_module(module), name)(*args, **kwargs)


def _lock(found: object) -> None:
    """Make the arrays in an answer read-only, however deep they are."""
    if isinstance(found, np.ndarray):
        found.flags.writeable = False
        return
    inside: Any = ()
    if isinstance(found, dict):
        inside = found.values()
    elif isinstance(found, (list, tuple)):
        inside = found
    elif hasattr(found, "__dict__"):
        inside = vars(found).values()
    for item in inside:
        _lock(item)
