"""Which statements of a notebook its tests need, found by the names that are read and bound.

A test needs what binds the names of the solution, what these read, and so on.  What cannot be
seen, or could change such a value, is needed too.  A bonus training at the end is not, so it may
not cost the tests their time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from grader.judge.source import code
from grader.judge.source.effects import binds, set_inside, uses
from grader.judge.source.lasting import CHANGES, FUNCTIONS, runs_magic, word

_LONGEST = 200_000  # characters of a notebook; of a longer one everything is needed
_MOST = 3000  # statements
_TIMED = re.compile(r"^%time[ \t]+(?=\S)", re.M)  # binds what it runs
_MEASURED = re.compile(r"^%(timeit|prun)\b[^\n]*$", re.M)  # binds nothing
_SEEDS = frozenset({"seed", "set_state"})


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement at the top of a cell.

    ``binds`` says what kinds of things its names get, ``uses`` which global names it reads, now or
    when a function of it runs; ``sets`` are names of whose attributes or items it sets one.
    """

    source: str
    binds: Mapping[str, str] = field(default_factory=dict)
    uses: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    is_definition: bool = False
    is_opaque: bool = False

    def changed(self, data: Set[str]) -> Set[str]:
        """Return the names that it binds, and those whose value it may change otherwise."""
        read = frozenset() if self.is_definition else self.uses & data
        return self.binds.keys() | self.sets | read


def needed(
    parts: Sequence[str], wanted: Iterable[str], *, wary: bool = True
) -> list[list[Statement]]:
    """Return, for each cell, the statements without which a wanted name is not what it was.

    Parameters
    ----------
    wary : whether a statement that only reads a needed value may have changed it.

    Examples
    --------
    >>> cells = ["K = 2; print('long training')", "def f(x): return K * x"]
    >>> [[found.source for found in cell] for cell in needed(cells, {"f"})]
    [['K = 2'], ['def f(x):\\n    return K * x']]
    """
    opaque = [[Statement(part, is_opaque=True)] for part in parts]
    if sum(map(len, parts)) > _LONGEST:
        return opaque
    cells = [statements_of(part) for part in parts]
    if sum(map(len, cells)) > _MOST:
        return opaque
    names, found = set(wanted), set[Statement]()
    waiting = [statement for cell in cells for statement in cell]
    kinds = (pair for s in waiting if wary for pair in s.binds.items())
    data = {name for name, kind in kinds if kind == "data"}
    while now := [s for s in waiting if (wary and s.is_opaque) or s.changed(data) & names]:
        found.update(now)
        names = names.union(*(s.uses for s in now))
        waiting = [s for s in waiting if s not in found]
    return [[s for s in cell if s in found] for cell in cells]


@code.remembered
def statements_of(source: str) -> list[Statement]:
    """Return the statements of a cell; one that is all of it, where it cannot be seen."""
    if source.lstrip().startswith("%%timeit"):
        return []
    plain = _MEASURED.sub("", _TIMED.sub("", source))
    tree = None if runs_magic(plain) else code.parse(plain)
    if tree is None:
        return [Statement(source, is_opaque=True)]
    try:
        return [_statement(node) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [Statement(source, is_opaque=True)]


def _statement(node: ast.stmt) -> Statement:
    inside = list(ast.walk(node))
    kinds, read = binds(ast.Module([node], [])), uses(node)
    if isinstance(node, ast.ClassDef):
        kinds = {node.name: "function"}
        read |= {n.id for n in inside if isinstance(n, ast.Name)}  # its body runs
    kinds |= {n: "data" for g in inside if isinstance(g, ast.Global) for n in g.names}
    is_definition = isinstance(node, (*FUNCTIONS, ast.ClassDef))
    return Statement(
        ast.unparse(node),
        kinds,
        frozenset(read),
        is_definition=is_definition or set(kinds.values()) == {"constant"} or _is_import(node),
        sets=frozenset(filter(None, map(set_inside, inside))),
        is_opaque=not is_definition and any(map(_changes_all, inside)),
    )


def _changes_all(node: ast.AST) -> bool:
    """Return whether a node changes, or could change, how everything runs."""
    return word(node) in CHANGES or (isinstance(node, ast.Attribute) and node.attr in _SEEDS)


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))
