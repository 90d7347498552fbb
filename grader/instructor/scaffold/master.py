"""The cells of an exercise in its master, and what else in the notebook counts exercises."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.base.course import did_you_mean
from grader.base.errors import GraderError
from grader.instructor.scaffold.python_text import appended
from grader.instructor.scaffold.table import add_row, has_table
from grader.instructor.scaffold.whole import template

BEYOND = "beyond_the_slides"
"""The tag of the test of an exercise that serves no statement of ``slides.toml``."""

_POINTS = re.compile(r"(\*\*Points:\*\* )(\d+(?:\.\d+)?)(?![\d.]*\d)")


@dataclass(frozen=True)
class Wanted:
    """The exercise that is to be begun; ``after`` is the one behind which it stands, "" the last.

    Examples
    --------
    >>> Wanted("ridge_fit", points=1).worth, Wanted("ridge_fit", extension=True).path
    ('1 point', 'extension')
    """

    name: str
    points: float = 3
    minutes: int = 15
    extension: bool = False
    after: str = ""

    @property
    def path(self) -> str:
        """How the table at the top and the heading call its path."""
        return "extension" if self.extension else "core"

    @property
    def worth(self) -> str:
        """The points in words."""
        return "1 point" if self.points == 1 else f"{self.points:g} points"


def about(grade_id: str, *, points: float | None = None, solution: bool = False) -> dict[str, Any]:
    """Return the metadata with which nbgrader knows a cell; only a test has points."""
    marks: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        marks["points"] = int(points) if points % 1 == 0 else points
    return {"nbgrader": marks}


def require_free(notebook: Any, name: str) -> None:
    """Raise if the notebook's code uses a name already.

    Raises
    ------
    GraderError : it does; the exercise's function would take the place of the other.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and name in _bound(cell.source):
            raise GraderError(
                f"{name!r} cannot be the name of an exercise: cell {cell.id} of the notebook "
                "uses it already",
                hint="Choose another one.",
            )


def _bound(source: str) -> set[str]:
    """Return the names that a cell gives a value, anywhere in it; a magic line gives none."""
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
    found: set[str] = set()
    for node in _nodes("\n".join(lines)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def add_exercise(notebook: Any, wanted: Wanted, values: dict[str, object]) -> list[str]:
    """Put the cells of an exercise into its place; return what is left to do by hand.

    Raises
    ------
    GraderError : the notebook has no exercise behind which it is to stand.
    """
    name, points = wanted.name, wanted.points
    with_path = has_table(notebook) or wanted.extension
    values = {**values, "mark": f" · {wanted.path}" if with_path else ""}
    text, answer, test = (
        template(f"exercise/{kind}.txt", **values).rstrip() for kind in ("text", "answer", "test")
    )
    bound = {n for c in notebook.cells if c.cell_type == "code" for n in _bound(c.source)}
    answer = answer if "np" in bound else f"import numpy as np\n\n\n{answer}"
    test = test if "hints" in bound else f"from course_lib import hints\n{test}"
    tested = {**about(f"{name}_test", points=points), "tags": [BEYOND]}
    at, moved = _place(notebook.cells, wanted.after)
    total = _points_of(notebook)
    notebook.cells[at:at] = [
        new_markdown_cell(text, id=f"{name}_text"),  # type: ignore[no-untyped-call]
        new_code_cell(answer, id=name, metadata=about(name, solution=True)),  # type: ignore[no-untyped-call]
        new_code_cell(test, id=f"{name}_test", metadata=tested),  # type: ignore[no-untyped-call]
    ]
    row = {"exercise": f"`{name}`", "path": wanted.path, "points": f"{points:g}"}
    add_row(notebook, wanted.path, row | {"minutes": f"{wanted.minutes}"})
    counted = _count_points(notebook, total, total + points)
    return [*counted, *_list_in_summary(notebook, wanted), *moved]


def _place(cells: list[Any], after: str) -> tuple[int, list[str]]:
    """Return where to put an exercise, and what is left to do by hand.

    It stands behind the exercise ``after``, else behind the last one, else before the summary.
    """
    marks = {i: c.metadata.get("nbgrader", {}) for i, c in enumerate(cells)}
    graded = {m["grade_id"].removesuffix("_test"): i for i, m in marks.items() if m.get("grade")}
    if after and after not in graded:
        hint = did_you_mean(after, list(graded), "")
        raise GraderError(f"--after: the notebook has no exercise {after}", hint=hint)
    if graded:
        last = after or list(graded)[-1]
        move = f"Move the cells to their section: they stand behind {last} (or use --after)."
        return graded[last] + 1, [] if after else [move]
    end = max((i for i, cell in enumerate(cells) if _summary(cell)), default=len(cells))
    is_heading = 0 < end < len(cells) and cells[end - 1].source.startswith("#")
    is_title = is_heading and "\n" not in cells[end - 1].source.strip()
    return end - 1 if is_title else end, []


def _points_of(notebook: Any) -> float:
    marks = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    return float(sum(mark.get("points", 0) for mark in marks if mark.get("grade")))


def _count_points(notebook: Any, before: float, after: float) -> list[str]:
    """Change the points that the notebook says at its top, if they are said once and right."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    said = [(cell, match) for cell in cells for match in _POINTS.finditer(cell.source)]
    if len(said) != 1 or float(said[0][1][2]) != before:
        return [f"Write **Points:** {after:g} at the top of the notebook."]
    cell, match = said[0]
    cell.source = f"{cell.source[: match.start(2)]}{after:g}{cell.source[match.end(2) :]}"
    return []


def _list_in_summary(notebook: Any, wanted: Wanted) -> list[str]:
    """Name the exercise in the last cell, which shows students where they stand."""
    for cell in reversed(notebook.cells):
        names = _summary(cell, "extensions" if wanted.extension else "")
        if names is not None:
            cell.source = appended(cell.source, names, f'"{wanted.name}"')
            return []
    kind = "extensions=[...] of the hints.summary" if wanted.extension else "hints.summary([...])"
    return [f'Name "{wanted.name}" in the {kind} at the end of the notebook.']


def _summary(cell: Any, keyword: str = "") -> ast.List | None:
    """Return the list of exercises that a cell gives to ``hints.summary``, written out there.

    It is the first argument, or the one with the keyword.
    """
    if cell.cell_type != "code" or "hints.summary(" not in cell.source:
        return None
    for line in _nodes(cell.source):
        node = line.value if isinstance(line, ast.Expr) else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "hints.summary":
            named = {key.arg: key.value for key in node.keywords}
            first = named.get(keyword) if keyword else next(iter(node.args), None)
            return first if isinstance(first, ast.List) else None
    return None


def _nodes(source: str) -> list[ast.AST]:
    """Return all parts of a cell's code; none if it is no Python."""
    try:
        return list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return []
