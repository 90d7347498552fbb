"""What the engine asks of the course's own library; a course without one does without.

The library knows which functions an answer must not call, and what right answers the tests
compare with.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Sequence
from typing import Any

HINTS = "course_lib.hints"
_without = contextlib.suppress(ImportError)  # there is no such library, or it cannot be seen


def _module(name: str) -> Any:
    return importlib.import_module(f"{HINTS}.{name}")


def guard() -> Callable[..., Any]:
    """Return what notices delegation, before a cell could put something else in its place."""
    with _without:
        return _module("delegation").own_work  # type: ignore[no-any-return]  # known by name only
    return lambda function, forbidden: function


def prepare() -> None:
    """Let the guard find, once in the template, the functions that it replaces in each call."""
    guard()(lambda: None, [])()


def close_answers() -> None:
    """Close what computes right answers for the tests, in the template of all students.

    Results could be computed in a cell and looked up in a test.
    """
    with _without:
        _module("delegation").close_cases()
        prepare()


def keep_answers() -> None:
    """Let judges keep the right answers that they compute, and start with those of others."""
    with _without:
        _module("memo").keep_answers()


def asked_answers() -> list[Any]:
    """Return the calls that have computed right answers in this judge's process."""
    with _without:
        return list(_module("memo").asked())
    return []


def part() -> str:
    """Return the name of the part of a test that is running in this judge's process, or ""."""
    with _without:
        return str(_module("report").running_part())
    return ""


def compute_answers(calls: Sequence[Any]) -> None:
    """Compute right answers in the template of all judges, which then start with them."""
    with _without:
        _module("memo").compute(calls)


def load_forbidden(names: Sequence[str]) -> None:
    """Import, in the template of all students, the libraries behind dotted names.

    A class in which some delegate to a large library would import it again for each of them.
    """
    for name in names:
        parts = name.split(".")
        with _without:
            for end in range(1, len(parts)):
                importlib.import_module(".".join(parts[:end]))
