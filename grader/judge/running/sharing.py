"""Says whether all tests of a notebook may use the process that has run its cells.

Each test gets a snapshot of its own by default, and that costs as much as running the cells.  It
is not needed when no test can notice another: when nothing the functions refer to can change from
one call to the next, and nothing that a test sees is changed by a cell below it.  Most notebooks
are so: functions of their arguments, NumPy, and each other.

Whatever is not evidently so is answered with no.  Nothing is at stake but fairness: a test
notices at most what the same student's other answers have left behind.

The simpler rules fail.  CPU for each notebook, as a multiple of its bare cells:

====================================================  ====  ======================================
this rule                                             1.21
every test in a process of its own                    1.65
the same, if a fork costs only the fork and its end   1.37  3.7 of 86 ms, five tests a notebook
together where cells only define, import, set         1.41  holds for half of the stored answers
    constants
together where no cell binds a name again             1.21  wrong for 11 cases of the tests: a
                                                            default list, an estimator that draws
always together                                       1.16  a function that a later cell defines
                                                            anew is what the earlier test gets
====================================================  ====  ======================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.judge.source.effects import effects
from grader.judge.source.lasting import MODULES, package

Step = str | Mapping[str, str]
"""A cell's source, or the names that a test uses with what the solution has there."""

_LONGEST = 200_000  # characters of a notebook: this runs outside of all limits on time


def may_share(steps: Iterable[Step]) -> bool:
    """Return whether the tests among the steps may all use the process after the last one.

    Examples
    --------
    >>> test = {"f": "function"}
    >>> may_share(["import numpy as np", "def f(x):\\n    return np.exp(x)", test, "f(1)"])
    True
    >>> may_share(["n = []", "def f(x):\\n    n.append(x)\\n    return len(n)", test])
    False
    >>> may_share(["def f(x):\\n    return x", test, "def f(x):\\n    return 2 * x"])
    False
    """
    kinds: dict[str, str] = {}
    settled: set[str] = set()  # names that functions or tests have relied on
    seen: set[str] = set()  # data that tests look at, and what could be a part of it
    linked: list[set[str]] = []
    length = 0
    for step in steps:
        if not isinstance(step, str):
            if any(_is_stateful(kinds.get(n), kind) for n, kind in step.items()):
                return False
            settled.update(step)
            data = {name for name in step if kinds.get(name) == "data"}
            seen |= data.union(*(group for group in linked if group & data))
            continue
        length += len(step)
        cell = effects(step) if length < _LONGEST else None
        if cell is None or cell.mentions & seen:
            return False
        if any(n in settled and not _is_again(k, kinds.get(n)) for n, k in cell.binds.items()):
            return False
        for name, kind in cell.binds.items():
            kinds[name] = kind if kinds.get(name, kind) == kind else "data"  # a cell may fail
        settled |= cell.needs
        if any(_is_changeable(kinds.get(name)) for name in cell.needs) or "_" in cell.needs:
            return False
        if any(kinds.get(n, "data") != "data" or n in settled for n in cell.stores):
            return False
        _link(linked, {name for name in cell.mentions if kinds.get(name) == "data"})
    return True


def _link(linked: list[set[str]], names: set[str]) -> None:
    """Note that these names could share something: ``params = [W]`` changes with ``W += 1``."""
    joined = names.union(*(group for group in linked if not group.isdisjoint(names)))
    linked[:] = [group for group in linked if group.isdisjoint(names)]
    linked.append(joined)


def _is_stateful(kind: str | None, wanted: str) -> bool:
    """Return whether a test would call something that may remember its calls."""
    return wanted == "class" or (wanted != "data" and _is_changeable(kind))


def _is_again(kind: str, before: str | None) -> bool:
    """Return whether a name gets what it had: the same import once more."""
    return kind == before and kind.startswith("import ")


def _is_changeable(kind: str | None) -> bool:
    """Return whether a function that refers to such a name may keep something there."""
    if kind is None:
        return False  # a builtin, or nothing at all, which is an error in each call
    if kind.startswith("import "):
        return package(kind.removeprefix("import ")) not in MODULES
    return kind not in ("function", "constant")
