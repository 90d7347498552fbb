"""Writes what one person gives for one answer into nbgrader's rows, if they are as that person saw.

nbgrader keeps no history and asks nobody: of two who mark at once the later one wins, and neither
knows. Here a row is changed only if it still has what was shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, text

# The rows of one cell are found by its number, for which there is an index: of an answer's two
# cells of one name, one has the grades, the other the comments.
_CELLS = """
    SELECT base_cell.id, base_cell.type FROM base_cell
    JOIN notebook ON base_cell.notebook_id = notebook.id
    JOIN assignment ON notebook.assignment_id = assignment.id
    WHERE assignment.name = :assignment AND notebook.name = :notebook AND base_cell.name = :cell"""
_READ = """
    SELECT owner.student_id, grade.id, comment.id, grade.auto_score, grade.manual_score,
           COALESCE(grade.extra_credit, 0.0), grade.needs_manual_grade,
           COALESCE(comment.manual_comment, '')
    FROM grade JOIN submitted_notebook AS copy ON grade.notebook_id = copy.id
    JOIN submitted_assignment AS owner ON copy.assignment_id = owner.id
    LEFT JOIN comment ON comment.cell_id = :said AND comment.notebook_id = copy.id
    WHERE grade.cell_id = :graded"""
_GIVE = """
    UPDATE grade SET manual_score = :manual, extra_credit = :extra, needs_manual_grade = :needs
    WHERE id = :id AND COALESCE(manual_score, -1e9) = COALESCE(:seen_manual, -1e9)
    AND COALESCE(extra_credit, 0.0) = :seen_extra"""
_SAY = """
    UPDATE comment SET manual_comment = :words
    WHERE id = :id AND COALESCE(manual_comment, '') = :seen_words"""


@dataclass(frozen=True)
class Given:
    """What the gradebook has of one answer: points by the grader and by a person, and a comment.

    ``needs`` is nbgrader's sign that a person has to look, at all or again.
    """

    student: str
    grade: str
    comment: str | None
    auto: float | None
    manual: float | None
    extra: float
    needs: bool
    words: str

    @property
    def by_person(self) -> tuple[float | None, float, str]:
        """What a person gave and said."""
        return self.manual, self.extra, self.words

    @property
    def waits(self) -> bool:
        """Whether it has no points yet, or those of another text."""
        return self.needs or (self.auto is None and self.manual is None)

    def after(self, manual: float | None, extra: float, words: str) -> Given:
        """Return what it is once these are given; None for the points takes a mark back."""
        open_ = manual is None and self.auto is None
        return replace(self, manual=manual, extra=extra, words=words, needs=open_)


def given(
    gradebook: Connection, assignment: str, notebook: str, cell: str, student: str = ""
) -> dict[str, Given]:
    """Return what the gradebook has for one exercise, by student.

    Parameters
    ----------
    student : only this one's; "" for everybody's.
    """
    names = {"assignment": assignment, "notebook": notebook, "cell": cell}
    cells: dict[str, str] = {kind: id_ for id_, kind in gradebook.execute(text(_CELLS), names)}
    graded = cells.get("GradeCell") or cells.get("TaskCell", "")
    query = f"{_READ} AND owner.student_id = :student" if student else _READ
    wanted = {"graded": graded, "said": cells.get("SolutionCell", graded)}
    rows: Sequence[Any] = gradebook.execute(
        text(query), {**wanted, **({"student": student} if student else {})}
    ).all()
    return {
        name: Given(name, grade, comment, auto, manual, extra, bool(needs), words)
        for name, grade, comment, auto, manual, extra, needs, words in rows
    }


def give(gradebook: Connection, seen: Given, now: Given) -> bool:
    """Write what a person gives, within the caller's transaction.

    Returns
    -------
    False if somebody else has written there since ``seen``; then nothing may be kept of it.
    """
    done = gradebook.execute(text(_GIVE), {
        "manual": now.manual, "extra": now.extra, "needs": now.needs, "id": seen.grade,
        "seen_manual": seen.manual, "seen_extra": seen.extra,
    })  # fmt: skip
    if done.rowcount != 1:
        return False
    if seen.comment is None or seen.words == now.words:
        return True
    said = gradebook.execute(text(_SAY), {
        "words": now.words or None, "id": seen.comment, "seen_words": seen.words,
    })  # fmt: skip
    return bool(said.rowcount == 1)
