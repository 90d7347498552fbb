"""nbgrader's gradebook, the marks that go into it, and the drafts and tables that come of it.

Nothing else writes to it, and nothing here runs or judges an answer.
"""

from grader.gradebook.connection import opened, reading
from grader.gradebook.grades import Grade, Place, graded_students, manual_comments, read
from grader.gradebook.marks import Mark
from grader.gradebook.registration import register
from grader.gradebook.rows import save

__all__ = [
    "Grade", "Mark", "Place", "graded_students", "manual_comments", "opened", "read", "reading",
    "register", "save",
]  # fmt: skip
