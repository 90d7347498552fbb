"""The first answer that waits for a person, and the page of the formgrader that it is on."""

from __future__ import annotations

from sqlalchemy import text

from grader.base.course import Course
from grader.gradebook import reading
from grader.gradebook.results import Row, table

_COPIES = """
    SELECT copy.id, owner.student_id, notebook.name FROM submitted_notebook AS copy
    JOIN notebook ON copy.notebook_id = notebook.id
    JOIN submitted_assignment AS owner ON copy.assignment_id = owner.id
    JOIN assignment ON owner.assignment_id = assignment.id WHERE assignment.name = :assignment"""


def waiting_in(row: Row, notebook: str) -> list[str]:
    """Return the answers in one notebook that a person has to read, or to read again, in order."""
    waiting = {*row.waiting, *row.doubts.second_look}
    return [item.name for item in row.asked if item.notebook == notebook and item.name in waiting]


def first_waiting(course: Course, assignment: str) -> str:
    """Return the formgrader's name for the first notebook in which an answer waits; "" if none.

    It is the first one that the formgrader's own *Next* would come to.
    """
    asked, rows = table(course, assignment)
    with reading(course, assignment) as gradebook:
        copies = gradebook.execute(text(_COPIES), {"assignment": assignment}).all()
    place = {(student, notebook): copy for copy, student, notebook in copies}
    for notebook in dict.fromkeys(item.notebook for item in asked):
        found = [place[row.student, notebook] for row in rows
                 if waiting_in(row, notebook) and (row.student, notebook) in place]  # fmt: skip
        if found:
            return str(min(found))
    return ""
