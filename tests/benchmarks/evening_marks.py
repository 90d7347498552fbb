"""Marks one written answer: in the formgrader with a real browser, or in the gradebook itself."""

from __future__ import annotations

from formgrader_page import formgrader_page
from nbgrader.api import Gradebook

from grader.base.course import Course
from grader.masters.exercise import Exercise


def mark_in_gradebook(
    course: Course, assignment: str, student: str, written: Exercise, points: float
) -> None:
    """Enter the points as the formgrader does."""
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(written.cell, written.notebook, assignment, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        grade.needs_manual_grade = False
        gradebook.db.commit()


def mark_in_browser(
    course: Course, assignment: str, student: str, written: Exercise, points: float
) -> None:
    """Open the student's answer in Chromium and type the points; the scheme stands beside it."""
    with Gradebook(course.db_url) as gradebook:
        submission = gradebook.find_submission_notebook(written.notebook, assignment, student).id
    with formgrader_page(course, assignment) as (page, site):
        page.click(f"text={written.notebook}")
        page.wait_for_selector("text=Submission #1")
        page.goto(f"{site}/formgrader/submissions/{submission}/")
        page.wait_for_selector("textarea[placeholder*=comments]")
        page.wait_for_selector(".marking-scheme")
        box = page.locator(f"input.score[id='{written.cell}']")
        box.fill(f"{points:g}")
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            box.press("Tab")
