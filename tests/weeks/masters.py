"""Weeks and their master notebooks as the tests see them, run in this process without Jupyter."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path
from typing import Any

import nbformat

from grader.base.week import EXERCISES, Week

ROOT = Path(__file__).resolve().parents[2]
_SOLUTIONS = ROOT / "solutions"
WEEKS = [Week(path) for path in sorted({path.parent for path in _SOLUTIONS.glob("*/*.ipynb")})]


def use_exercises(week: Path) -> None:
    """Let ``import exercises`` find the exercises of this week, as beside its notebooks."""
    loaded = sys.modules.get(EXERCISES)
    if loaded is not None and [str(week / EXERCISES)] == list(loaded.__path__):
        return
    for name in [n for n in sys.modules if n == EXERCISES or n.startswith(f"{EXERCISES}.")]:
        del sys.modules[name]
    sys.path.insert(0, str(week))
    importlib.invalidate_caches()
    importlib.import_module(EXERCISES)
    sys.path.remove(str(week))


class Master:
    """One master of a week."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        self.notebook = nbformat.read(path, as_version=4)
        self.cells = self.notebook.cells
        self.code = [cell for cell in self.cells if cell.cell_type == "code"]

    def graded(self) -> list[Any]:
        """Return the code cells that are run when grading: all but the demonstrations."""
        return [cell for cell in self.code if "demo" not in cell.metadata.get("tags", [])]

    def text(self) -> str:
        """Return the prose of the notebook."""
        return "\n\n".join(cell.source for cell in self.cells if cell.cell_type == "markdown")

    def exercises(self) -> dict[str, float]:
        """Return the points of each autograded exercise."""
        marks = [cell.metadata.get("nbgrader", {}) for cell in self.code]
        return {m["grade_id"].removesuffix("_test"): m["points"] for m in marks if m.get("grade")}

    def answers(self, exercise: str, kind: str) -> list[Path]:
        """Return the stored answers of an exercise, kind "right" or "wrong"."""
        return sorted((Week(self.path.parent).answers / exercise).glob(f"{kind}_*.py"))

    def run(self, cells: list[Any], space: dict[str, Any]) -> dict[str, Any]:
        """Run cells in one namespace; return the value of the last expression by cell id."""
        use_exercises(self.path.parent)
        values = {}
        for cell in cells:
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, f"<{cell.id}>", "exec"), space)
            if isinstance(last, ast.Expr):
                expression = compile(ast.Expression(last.value), f"<{cell.id}>", "eval")
                values[cell.id] = eval(expression, space)
        return values
