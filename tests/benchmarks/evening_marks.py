"""Marks one written answer: in the formgrader with a real browser, or in the gradebook itself."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from playwright.sync_api import Page, sync_playwright

from grader.course import Course
from grader.masters import Exercise

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_PATIENCE = 120_000  # milliseconds; a wait ends when what is waited for is there


def mark_in_gradebook(
    course: Course, assignment: str, student: str, written: Exercise, points: float
) -> None:
    """Enter the points as the formgrader does."""
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(written.cell, written.notebook, assignment, student)
        grade.manual_score = points
        grade.needs_manual_grade = False
        gradebook.db.commit()


def mark_in_browser(
    course: Course, assignment: str, student: str, written: Exercise, points: float
) -> None:
    """Open the student's answer in Chromium and type the points; the scheme stands beside it."""
    with Gradebook(course.db_url) as gradebook:
        submission = gradebook.find_submission_notebook(written.notebook, assignment, student).id
    with _formgrader(course, assignment) as (page, site):
        page.click(f"text={written.notebook}")
        page.wait_for_selector("text=Submission #1")
        page.goto(f"{site}/formgrader/submissions/{submission}/")
        page.wait_for_selector("textarea[placeholder*=comments]")
        page.wait_for_selector(".marking-scheme")
        box = page.locator(f"input.score[id='{written.cell}']")
        box.fill(f"{points:g}")
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            box.press("Tab")


@contextmanager
def _formgrader(course: Course, assignment: str) -> Iterator[tuple[Page, str]]:
    """Run ``grader formgrader`` and open the address it prints."""
    words = ["formgrader", assignment, "--no-browser", "--course", str(course.root)]
    with (course.work / "formgrader.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "grader", *words], stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().removeprefix("Formgrader: ").strip()
        port = int(re.findall(r":(\d+)/", address)[0])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
            page = browser.new_page()
            page.set_default_timeout(_PATIENCE)
            for _ in range(_PATIENCE // 100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                page.wait_for_timeout(100)
            page.goto(address)
            yield page, f"http://127.0.0.1:{port}"
            browser.close()
    finally:
        server.terminate()
        server.communicate(timeout=60)
