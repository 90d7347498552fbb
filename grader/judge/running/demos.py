"""What answers may use of the instructor's demo cells, which are not run when grading.

In the student's kernel they have run, so ``pairwise`` was imported there and ``walk`` defined.
What an answer uses of them is run here too: an import, a function, a value and what makes it.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Mapping, Sequence

from grader.judge.running.needs import needed, statements_of
from grader.judge.source import code
from grader.judge.source.effects import binds
from grader.judge.submitted.item import Item


def keep_used(items: Sequence[Item], names: Iterable[str]) -> None:
    """Leave of each demo cell only what the student's cells use and have from nowhere else.

    Parameters
    ----------
    names : what the solution defines; what it needs is there whatever it is, and else only
        definitions and imports.
    """
    demos = [item for item in items if item.master and item.master.role == "demo"]
    given = tuple(item.source for item in demos)
    for item in demos:
        item.parts = []
    parts = [part for item in items for part in item.parts]
    if not any(_read(part) & _names(given) for part in parts):
        return
    if wanted := _wanted(parts, names, _made(given)):
        for item, kept in zip(demos, needed(given, wanted, wary=False), strict=True):
            item.parts = ["\n".join(s.source for s in kept)] if kept else []


@functools.lru_cache(maxsize=100)
def _names(cells: tuple[str, ...]) -> frozenset[str]:
    """Return the names that demo cells bind."""
    trees = [tree for cell in cells if (tree := code.parse(cell))]
    classes = {n.name for tree in trees for n in tree.body if isinstance(n, ast.ClassDef)}
    return frozenset(classes.union(*map(binds, trees)))


@functools.lru_cache(maxsize=100)
def _made(cells: tuple[str, ...]) -> dict[str, bool]:
    """Return the names that demo cells bind, and whether all that binds it is a definition."""
    made: dict[str, bool] = {}
    for statement in (s for cell in cells for s in statements_of(cell)):
        for name in statement.binds:
            made[name] = made.get(name, True) and statement.is_definition
    return made


@code.remembered
def _read(source: str) -> frozenset[str]:
    """Return names that a cell reads and that the same statement does not bind: few, and quick."""
    tree = code.parse(source)
    found: set[str] = set()
    for node in tree.body if tree else ():
        read, own = set[str](), set[str]()
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                (read if isinstance(inner.ctx, ast.Load) else own).add(inner.id)
            elif isinstance(inner, ast.arg):
                own.add(inner.arg)
        found |= read - own
    return frozenset(found)


def _wanted(parts: Sequence[str], names: Iterable[str], made: Mapping[str, bool]) -> set[str]:
    """Return the names that the demo cells have to give."""
    own = [statement for part in parts for statement in statements_of(part)]
    used = {name for s in own for name in s.uses if name in made}
    used.difference_update(name for s in own for name in s.binds)
    by_tests = {name for cell in needed(parts, names) for s in cell for name in s.uses}
    return {name for name in used if made[name] or name in by_tests}
