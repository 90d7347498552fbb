"""What answers may use of the instructor's demo cells, which are not run when grading.

In the student's kernel they have run, so ``pairwise`` was imported there and ``walk`` defined.
What an answer uses of them is run here too: an import, a function, a value and what makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grader.judge.running.needs import Statement, needed, statements_of
from grader.judge.submitted.repair import Item

_WORD = re.compile(r"[^\W\d]\w*")


def keep_used(items: Sequence[Item], names: Iterable[str]) -> None:
    """Leave of each demo cell only what the student's cells use and have from nowhere else.

    Parameters
    ----------
    names : what the solution defines; what it needs is there whatever it is, and else only
        definitions and imports.
    """
    demos = [item for item in items if item.master and item.master.role == "demo"]
    given = [item.master.source for item in demos if item.master]
    for item in demos:
        item.parts = []
    statements = [statement for source in given for statement in statements_of(source)]
    parts = [part for item in items for part in item.parts]
    words = set(_WORD.findall("\n".join(parts)))
    open_names = words & {name for statement in statements for name in statement.binds}
    if open_names:
        wanted = _wanted(parts, names, open_names, statements)
        for item, kept in zip(demos, needed(given, wanted, wary=False), strict=True):
            item.parts = ["\n".join(s.source for s in kept)] if kept and wanted else []


def _wanted(
    parts: Sequence[str],
    names: Iterable[str],
    open_names: set[str],
    statements: Sequence[Statement],
) -> set[str]:
    """Return the names that the demo cells have to give."""
    own = [statement for part in parts for statement in statements_of(part)]
    used = open_names.intersection(name for s in own for name in s.uses)
    used.difference_update(name for s in own for name in s.binds)
    if not used:
        return set()
    by_tests = {name for cell in needed(parts, names) for s in cell for name in s.uses}
    made = {name for s in statements if not s.is_definition for name in s.binds}
    return used & (by_tests | (used - made))
