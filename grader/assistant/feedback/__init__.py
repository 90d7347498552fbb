"""``grader feedback``: one self-contained page for each student, and a zip that the LMS takes back.

A page has the points, the reason and the hint for each point lost, the student's own answers and
figures, and what was repaired. It has no script, no address of another place and no line of a
hidden test; whatever the student wrote stands on it as text.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from grader.assistant import roster
from grader.assistant.feedback.page import Writer
from grader.assistant.feedback.rubric import Typeset
from grader.assistant.late import load_rule, of_class
from grader.assistant.returns import Returned, write_zip
from grader.assistant.roster import original_id
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import write_whole
from grader.gradebook import manual_comments, reading
from grader.gradebook.history import rubrics
from grader.gradebook.results import Row, table
from grader.masters.leaks import hidden_test_lines
from grader.masters.titles import titles

__all__ = ["feedback", "feedback_zip"]


def feedback(
    course: Course,
    assignment: str,
    *,
    student: str | None = None,
    watch: Callable[[int, int], None] = lambda done, total: None,
    typeset: Typeset = escape,
) -> list[Path]:
    """Write the page of every graded student and return the files.

    Parameters
    ----------
    typeset : makes HTML of the words of a rubric.

    Raises
    ------
    GraderError : nothing was graded yet, or not this student.
    """
    writer, rows = _prepared(course, assignment, typeset)
    chosen = [row for row in rows if student in (None, row.student, original_id(row.student))]
    if not chosen:
        raise GraderError(
            f"{student} has no grades for {assignment}",
            hint=f"Run `grader autograde {assignment}` first.",
        )
    pages = []
    for done, row in enumerate(chosen, start=1):
        path = course.feedback(assignment, row.student)
        write_whole(path, writer.page(row, [row.student]))
        pages.append(path)
        watch(done, len(chosen))
    return pages


def feedback_zip(course: Course, assignment: str, typeset: Typeset = escape) -> Returned:
    """Put all pages into one zip, named as the LMS that the work came from wants it.

    Raises
    ------
    GraderError : nothing was graded yet, or a page was not written yet.
    """
    writer, rows = _prepared(course, assignment, typeset)
    by_name = {row.student: row for row in rows}

    def page_for(student: str, group: list[str]) -> str:
        if len(group) > 1:  # one page that says the same to each of them
            return writer.page(by_name[student], group)
        path = course.feedback(assignment, student)
        if not path.is_file():
            hint = f"Run `grader feedback {assignment}` without --student."
            raise GraderError(f"The feedback page of {student} was not written yet", hint=hint)
        return path.read_text(encoding="utf-8")

    path = course.work / f"{assignment}-feedback.zip"
    return write_zip(course, assignment, by_name, page_for, path)


def _prepared(course: Course, assignment: str, typeset: Typeset) -> tuple[Writer, list[Row]]:
    """Return what all pages are made from."""
    asked, rows = table(course, assignment)
    with reading(course, assignment) as gradebook:
        comments = manual_comments(gradebook, assignment)
        marks = rubrics(gradebook, assignment, {item.name: item.notebook for item in asked})
    rule = load_rule(course, assignment)
    return Writer(
        course=course,
        assignment=assignment,
        comments=comments,
        rubrics=marks,
        titles=titles(course.masters(assignment)),
        typeset=typeset,
        hidden=hidden_test_lines(course.masters(assignment)),
        people=roster.ever(course),
        late=of_class(course, assignment, [row.student for row in rows], rule),
    ), rows
