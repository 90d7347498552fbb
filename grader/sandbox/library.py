"""What the engine asks of the course's own library; a course without one does without.

The library notices which functions an answer calls, and keeps the right answers that the tests
compare with; the exercises of a week, which compute them, are given to judges only.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any

from grader.base.week import EXERCISES
from grader.sandbox import exercises

HINTS = "course_lib.hints"
PROMISES = "keeps its promises"  # the part that ``Report.promises`` makes
_without = contextlib.suppress(ImportError)  # there is no such library, or it cannot be seen


def _module(name: str) -> Any:
    return importlib.import_module(f"{HINTS}.{name}")


def guard() -> Any:
    """Return what closes the library, before a cell could put something else in its place.

    It has ``close(allow, forbid)``, ``open_again()`` and ``called()``; None if there is none.
    """
    with _without:
        return _module("delegation")
    return None


def prepare() -> None:
    """Let the guard find, once in the template, the functions that it closes in each answer."""
    with _without:
        _module("delegation").remember()


class _Closed(MetaPathFinder):
    """Says of the exercises, and of what they alone use of the hints, that there are none."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname.partition(".")[0] == EXERCISES or fullname.startswith(f"{HINTS}."):
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def close_answers() -> None:
    """Let students' processes import no more of the hints than ``course_lib.hints`` itself has.

    Results could be computed in a cell and looked up in a test. What computes right values is on
    no list here: whatever is not loaded yet cannot be.
    """
    with _without:
        importlib.import_module(HINTS)
    sys.meta_path.insert(0, _Closed())


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


def lend(names: Sequence[str]) -> None:
    """Let tests know that the reference stands in the place of these exercises' answers."""
    with _without:
        _module("score").lend(names)


def learn(what: Mapping[str, str] | Sequence[Any]) -> None:
    """Learn in the template of all judges, which then start with it: exercises, right answers."""
    if isinstance(what, Mapping):
        exercises.install(what)
        return
    with _without:
        _module("memo").compute(what)


def load_forbidden(names: Sequence[str]) -> None:
    """Import, in the template of all students, the libraries behind dotted names.

    A class in which some delegate to a large library would import it again for each of them.
    """
    for name in names:
        parts = name.split(".")
        with _without:
            for end in range(1, len(parts)):
                importlib.import_module(".".join(parts[:end]))
