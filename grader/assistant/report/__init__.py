"""``grader report``: one page for whoever asks "what should I teach again?".

The page has no script and no address of another place; names, reasons and hints stand on it as
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.assistant import roster
from grader.assistant.report.lessons import Lesson
from grader.assistant.report.open_work import Doubt, doubts
from grader.assistant.report.page import page
from grader.base.course import Course
from grader.base.files import write_whole
from grader.gradebook.results import Row, table
from grader.gradebook.store import Stored, load


@dataclass(frozen=True)
class Report:
    """The file, and the answer in words."""

    path: Path
    lessons: list[Lesson]


def report(course: Course, assignment: str) -> Report:
    """Write the report of an assignment.

    Whose grades were made with other masters takes part in no number: there the same points mean
    something else.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    asked, everybody = table(course, assignment)
    rows = [row for row in everybody if not row.doubts.other_masters]
    found = ((row.student, load(course, assignment, row.student)) for row in rows)
    records: dict[str, Stored] = {student: stored for student, stored in found if stored}
    found_doubts = [*doubts(everybody), *_strangers(course, assignment, everybody)]
    text, lessons = page(assignment, asked, rows, records, found_doubts)
    path = course.work / "reports" / f"{assignment}.html"
    write_whole(path, text)
    return Report(path, lessons)


def _strangers(course: Course, assignment: str, rows: Sequence[Row]) -> list[Doubt]:
    """Return whose grades count here, although the roster has them no more."""
    people = {person.folder: person for person in roster.load(course)}
    words = roster.words(course, people, [row.student for row in rows])
    left = [name for name, word in words.items() if word.startswith(roster.LEFT)]
    mended = f"grader collect {assignment} ARCHIVE --roster FILE"
    return [Doubt(roster.LEFT, left, mended)] if left else []
