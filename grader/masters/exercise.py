"""What the masters of an assignment ask: their exercises, by name, with points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.base import notebooks
from grader.base.errors import GraderError
from grader.base.records import ExerciseResult, NotebookResult, SubmissionResult


@dataclass(frozen=True)
class Exercise:
    """One exercise: ``name`` is its solution cell's grade_id, ``cell`` the one with the points."""

    name: str
    cell: str
    notebook: str
    points: float
    written: bool


def exercises(masters: list[Path]) -> list[Exercise]:
    """Return the exercises in the order of the notebooks.

    Raises
    ------
    GraderError : a grade_id occurs twice, or a test cell is not named after its exercise.
    """
    found = [exercise for master in masters for exercise in _exercises_of(master)]
    names = [exercise.cell for exercise in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise GraderError(
            f"The grade_id {twice[0]!r} occurs twice in the masters",
            hint="Every exercise needs a name of its own.",
        )
    return found


def _exercises_of(master: Path) -> Iterator[Exercise]:
    solutions: set[str] = set()
    for cell in notebooks.read_cells(master):
        about = cell["metadata"].get("nbgrader", {})
        grade_id = about.get("grade_id", "")
        if about.get("solution"):
            solutions.add(grade_id)
        if not about.get("grade"):
            continue
        name = grade_id.removesuffix("_test")
        if name not in solutions:
            raise GraderError(
                f"{master.name}: the test cell {grade_id!r} has no solution cell {name!r} above it",
                hint="A test cell is named after its exercise, with _test at the end.",
            )
        written = bool(about.get("solution"))
        yield Exercise(name, grade_id, master.stem, float(about["points"]), written)


def nothing_graded(masters: list[Path], reason: str) -> SubmissionResult:
    """Return the record of a submission of which nothing could be graded, and why."""
    asked = exercises(masters)
    return SubmissionResult(
        notebooks=tuple(
            NotebookResult(
                notebook=master.stem,
                file="",
                exercises=tuple(
                    ExerciseResult(
                        exercise=item.name,
                        cell=item.cell,
                        notebook=item.notebook,
                        points=None,
                        max_points=item.points,
                        verdict="not graded",
                        reason_not_graded=reason,
                    )
                    for item in asked
                    if item.notebook == master.stem
                ),
            )
            for master in masters
        )
    )
