"""nbgrader's gradebook, the marks that go into it, and the drafts and tables that come of it."""

from grader.gradebook.connection import opened, register
from grader.gradebook.rows import Grade, Mark, Place, graded_students, manual_comments, read, save

__all__ = [
    "Grade", "Mark", "Place", "graded_students", "manual_comments", "opened", "read", "register",
    "save",
]  # fmt: skip
