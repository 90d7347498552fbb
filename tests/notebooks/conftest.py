"""Master notebooks as the tests see them: their cells, run in this process without Jupyter."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]


class Master:
    """One notebook of ``solutions/week4``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.notebook = nbformat.read(ROOT / "solutions" / "week4" / f"{name}.ipynb", as_version=4)
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
        folder = ROOT / "tests" / "exercises" / "week4" / exercise
        return sorted(folder.glob(f"{kind}_*.py"))

    def run(self, cells: list[Any], space: dict[str, Any]) -> dict[str, Any]:
        """Run cells in one namespace; return the value of the last expression by cell id."""
        values = {}
        for cell in cells:
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, f"<{cell.id}>", "exec"), space)
            if isinstance(last, ast.Expr):
                expression = compile(ast.Expression(last.value), f"<{cell.id}>", "eval")
                values[cell.id] = eval(expression, space)
        return values

    def cpu_seconds(self) -> float:
        """Return the CPU time of what grading runs, imports of the course done before."""
        start = time.process_time()
        self.run(self.graded(), {"__name__": "__main__"})
        return time.process_time() - start


@pytest.fixture(scope="session")
def master() -> Callable[[str], Master]:
    """Return the function that opens a master notebook by name."""
    return Master
