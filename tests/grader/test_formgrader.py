"""The formgrader: on the right course, for this machine only."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from traitlets.config.loader import PyFileConfigLoader

from grader.autograde import autograde
from grader.course import Course
from grader.errors import GraderError
from grader.formgrader import command, free_port, serve, write_config
from grader.results import table

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def test_without_grades_the_step_is_named(course: Course) -> None:
    """Before ``autograde`` there is nothing to mark, and no server is started."""
    course.database.unlink()
    with pytest.raises(GraderError) as caught:
        serve(course, "week1", port=8888, browser=False, say=print)
    assert "grader autograde week1" in str(caught.value)


def test_an_unknown_assignment_is_refused(course: Course) -> None:
    """A wrong name is answered before a server is started."""
    with pytest.raises(GraderError, match="'wek1' is not an assignment"):
        serve(course, "wek1", port=8888, browser=False, say=print)


def test_it_listens_on_this_machine_only(course: Course) -> None:
    """The server binds to the loopback address, and no token is on the command line."""
    options = command(course, port=9000, browser=False, page="formgrader")
    assert "--ServerApp.ip=127.0.0.1" in options
    assert not any("token" in option for option in options)


def test_the_configuration_is_the_course_s(course: Course) -> None:
    """Folders as everywhere, root and gradebook of this course."""
    folder = write_config(course)
    told = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config().CourseDirectory
    assert Path(told.root) == course.root
    assert told.db_url == f"sqlite:///{course.database}"
    assert told.autograded_directory == "grader/work/autograded"


def test_a_port_in_use_is_passed_over() -> None:
    """The next free port is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


@contextmanager
def formgrader(course: Course) -> Iterator[Page]:
    """Run ``grader formgrader week1`` and open the address it prints in Chromium."""
    options = ["formgrader", "week1", "--no-browser", "--course", str(course.root)]
    log = course.work / "server.log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "grader", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().removeprefix("Formgrader: ").strip()
        port = int(re.findall(r":(\d+)/", address)[0])
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = chromium.new_page()
            page.set_default_timeout(60_000)
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                page.wait_for_timeout(100)
            page.goto(address)
            yield page
            chromium.close()
    finally:
        server.terminate()
        server.communicate(timeout=60)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_a_mark_from_the_browser_survives_another_run(
    course: Course, hand_in: Callable[..., Path]
) -> None:
    """The formgrader shows the class; a written answer marked there keeps its points."""
    hand_in("ada", double="def double(x):\n    return abs(2 * x)", essay="It is linear.")
    autograde(course, "week1")
    with formgrader(course) as page:
        page.click("text=01_tiny")
        page.wait_for_selector("td:has-text('3 / 9')")
        page.click("text=Submission #1")
        page.wait_for_selector("textarea[placeholder*=sign]")
        boxes = page.locator("input.score")
        assert boxes.count() == 3
        assert not boxes.last.get_attribute("placeholder")  # open, and not a grey 0
        boxes.last.fill("2.5")
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            boxes.last.press("Tab")
    for _ in range(2):
        _, (row,) = table(course, "week1")
        assert row.scores == {"double": 1, "square": 2, "essay": 2.5}
        assert row.status == "complete"
        autograde(course, "week1", force=True)
