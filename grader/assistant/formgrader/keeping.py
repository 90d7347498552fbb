"""``grader formgrader --keep``: a person says that marks hold for the text that came since."""

from __future__ import annotations

from grader.assistant.roster import safe_id
from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.gradebook import opened
from grader.gradebook.results import table
from grader.gradebook.rows import settle


def keep_marks(course: Course, assignment: str, student: str, exercise: str = "") -> list[str]:
    """Let a student's marks hold that wait for a second look; return the exercises.

    Parameters
    ----------
    exercise : only the mark of this one; "" for all that wait.

    Raises
    ------
    GraderError : nothing of the student waits for a second look, or not this exercise.
    """
    course.masters(assignment)
    name = safe_id(student)
    rows = {row.student: row for row in table(course, assignment)[1]}
    if name not in rows:
        raise GraderError(f"{student!r} has no grades for {assignment}",
                          hint=did_you_mean(name, [*rows], ""))  # fmt: skip
    row = rows[name]
    waiting = [one for one in row.doubts.second_look if exercise in ("", one)]
    if not waiting:
        others = ", ".join(row.doubts.second_look) or "none"
        raise GraderError(
            f"No mark of {student} waits for a second look{' in ' if exercise else ''}{exercise}",
            hint=f"Those that do: {others}.",
        )
    cells = {(item.notebook, item.cell) for item in row.asked if item.name in waiting}
    with opened(course, assignment) as gradebook:
        settle(gradebook, assignment, name, cells)
    return waiting
