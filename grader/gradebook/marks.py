"""What a submission's result means for the gradebook: a mark for each cell, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from grader.base.records import ExerciseResult, SubmissionResult


@dataclass(frozen=True)
class Mark:
    """What the grader found for one cell; ``score`` is None when it could not or must not score."""

    score: float | None
    comment: str = ""


def marks(result: SubmissionResult) -> dict[tuple[str, str], Mark]:
    """Return what goes into the gradebook: a score for each cell with points, and comments.

    nbgrader keeps comments at the solution cell, where a person reads the answer.
    """
    found: dict[tuple[str, str], Mark] = {}
    for notebook in result.notebooks:
        for item in notebook.exercises:
            place = (notebook.notebook, item.cell)
            found[place] = Mark(item.points, comment(item))
            if item.exercise != item.cell:
                found[notebook.notebook, item.exercise] = Mark(None, comment(item))
    return found


def comment(item: ExerciseResult) -> str:
    """Return the reasons for lost points as a text of a few lines."""
    if item.verdict == "not graded":
        return f"Not graded: {item.reason_not_graded}"
    lines: list[str] = []
    for lost in item.lost:
        named = lost.reason.startswith(lost.part)  # also when the part has no name
        part = "" if named else f"{lost.part}: "
        lines.append(f"{-lost.points:g} {part}{lost.reason} {lost.hint}".strip())
    return "\n".join([*lines, *filter(None, [item.note])])
