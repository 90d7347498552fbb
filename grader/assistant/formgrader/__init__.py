"""``grader formgrader``: nbgrader's formgrader on this course, for this machine only."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from grader.assistant.formgrader.first import first_waiting
from grader.base.course import CONFIG, Course
from grader.base.errors import GraderError
from grader.gradebook import graded_students, reading

_MARKING_SCHEME = "grader.assistant.formgrader.marking_scheme.MarkingScheme"


def serve(
    course: Course,
    assignment: str,
    *,
    port: int,
    browser: bool,
    say: Callable[[str], None],
    preprocessors: Sequence[str] = (),
) -> None:
    """Start JupyterLab with the formgrader and wait until it is stopped.

    Parameters
    ----------
    assignment : where to begin; "" for the list of assignments.
    port : the first port to try; the next free one is taken.
    say : gets the address to open.
    preprocessors : classes that change a notebook for the page, beside the one of the schemes.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    if assignment:
        course.masters(assignment)
    _must_be_graded(course, assignment)
    port = free_port(port)
    token = secrets.token_urlsafe(24)
    page = "formgrader/manage_assignments"
    if assignment:
        first = first_waiting(course, assignment)
        page = f"formgrader/submissions/{first}/" if first else f"formgrader/gradebook/{assignment}"
    # By way of the login page, which leaves the cookie that the formgrader's own requests need.
    next_page = quote(f"/{page}", safe="")
    address = f"http://127.0.0.1:{port}/login?next={next_page}&token={token}"
    say(f"Formgrader: {address}\nStop it with Ctrl-C.")
    folder = write_config(course, preprocessors)
    # The token goes through the environment, because other users can read a command line.
    environment = {**os.environ, "JUPYTER_TOKEN": token, "JUPYTER_CONFIG_PATH": str(folder)}
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # take the server along
    server = subprocess.Popen(
        command(course, port=port, browser=browser, page=page), cwd=folder, env=environment
    )
    try:
        if server.wait() != 0:
            raise GraderError("JupyterLab ended with an error", hint="Its messages are above.")
    except KeyboardInterrupt:
        server.terminate()
        server.wait()


def _must_be_graded(course: Course, assignment: str) -> None:
    """Refuse to show a gradebook in which there is nothing to mark."""
    if course.db or course.database.is_file():
        if not assignment:
            return
        with reading(course, assignment) as gradebook:
            if graded_students(gradebook, assignment):
                return
    step = f"grader autograde {assignment or 'ASSIGNMENT'}"
    raise GraderError("There is nothing to mark yet", hint=f"Run `{step}` first.")


def command(course: Course, *, port: int, browser: bool, page: str) -> list[str]:
    """Return the command that starts JupyterLab on the course, reachable from here only."""
    options = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={course.root}",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url=/{page}",
        "--ServerApp.log_level=WARN",
    ]
    if os.geteuid() == 0:
        options.append("--ServerApp.allow_root=True")
    return [sys.executable, "-m", "jupyterlab", *options]


def write_config(course: Course, preprocessors: Sequence[str] = ()) -> Path:
    """Write the configuration for a course anywhere on the disk and return its folder."""
    folder = course.work / "formgrader"
    exchange = folder / "exchange"  # not used, but nbgrader complains about each page without one
    exchange.mkdir(parents=True, exist_ok=True)
    text = (
        f"load_subconfig({CONFIG.name!r}, path={str(CONFIG.parent)!r})\n"
        f"c.CourseDirectory.root = {str(course.root)!r}\n"
        f"c.Exchange.root = {str(exchange)!r}\n"
        f"c.CourseDirectory.db_url = {course.db_url!r}\n"
        f"c.HTMLExporter.preprocessors = {[_MARKING_SCHEME, *preprocessors]!r}\n"
        f"c.MarkingScheme.course = {str(course.root)!r}\n"
        f"c.MarkingScheme.db = {course.db!r}\n"
    )
    path = folder / CONFIG.name
    path.touch(mode=0o600)  # the address may hold a password
    path.write_text(text, encoding="utf-8")
    return folder


def free_port(first: int) -> int:
    """Return the first port from ``first`` on that no other program uses.

    Raises
    ------
    GraderError : a hundred ports are taken.
    """
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise GraderError(f"All ports from {first} to {first + 99} are taken", hint="Use --port.")
