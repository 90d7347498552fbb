"""What a student wrote into one of the instructor's cells and other cells may need.

The instructor's cell is restored, or not run if it is a demo.  An import, a helper or a constant
that was added to it is kept all the same, as a cell of the student's own.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence, Set

from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.source.effects import bound


def names_of(master: Master) -> set[str]:
    """Return the names that the cells of a master bind at top level.

    What a demo imports does not count: it is not run.
    """
    names: set[str] = set()
    for cell in master.cells:
        names.update(code.defined_names(cell.source))
        tree = code.parse(cell.source) if cell.role != "demo" else None
        for node in tree.body if tree else []:
            names.update(_bound(node))
    return names


def added(source: str, original: str, taken: Set[str]) -> list[str]:
    """Return the statements of a changed cell that bind a name which no master's cell has.

    Parameters
    ----------
    original : the cell as it was released.
    taken : the names of the master, which nobody may bind anew from here.

    Examples
    --------
    >>> added("import math\\nimport numpy as np\\nprint(math.pi)\\nEPS = 1e-9", "", {"np"})
    ['import math', 'EPS = 1e-9']
    """
    if code.significant(source) == code.significant(original):
        return []
    tree = code.parse(source)
    nodes = tree.body if tree else []
    lines = [line.encode() for line in source.split("\n")]
    kept = [node for node in nodes if (names := _bound(node)) and not names & taken]
    return [_written(node, lines) for node in kept]


def _written(node: ast.stmt, lines: Sequence[bytes]) -> str:
    """Return a statement as it stands in the source: not everything that is read can be unread."""
    above = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    first = min((node.lineno, *(decorator.lineno for decorator in above)))
    start = 0 if above else node.col_offset
    found = list(lines[first - 1 : node.end_lineno])
    found[-1] = found[-1][: node.end_col_offset]
    found[0] = found[0][start:]
    return b"\n".join(found).decode()


def _bound(node: ast.stmt) -> set[str]:
    """Return the names that an import, a definition or a constant binds."""
    return {node.name} if isinstance(node, ast.ClassDef) else set(bound(node))
