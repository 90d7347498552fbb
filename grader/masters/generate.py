"""Runs nbgrader's ``generate_assignment``, quietly and into any folder."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.base import notebooks
from grader.base.course import CONFIG, Course
from grader.base.errors import GraderError, storage_hint
from grader.base.packages import without_extras
from grader.base.week import names_left_out


def nbgrader_config(course: Course) -> Config:
    """Return the settings of ``nbgrader_config.py`` for the course in another folder too."""
    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.ignore = names_left_out(course.root / "solutions")
    config.CourseDirectory.db_url = course.db_url
    return config


def generate(course: Course, assignment: str, folder: Path, *, database: bool) -> None:
    """Write the students' version of every master into ``folder/<assignment>``.

    Parameters
    ----------
    folder : an absolute path outside the course's release, usually a temporary folder.
    database : also enter the assignment, its notebooks and cells into the gradebook.

    Raises
    ------
    GraderError : a master is no notebook, or nbgrader refuses it; then the message is nbgrader's.
    """
    for master in course.masters(assignment):
        notebooks.read_master(master)  # says in one sentence what nbgrader has a traceback for
    # nbgrader takes seconds to import: only when it is needed.
    with without_extras():
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.utils import capture_log

    config = nbgrader_config(course)
    config.CourseDirectory.release_directory = str(folder)
    config.CourseDirectory.assignment_id = assignment
    config.GenerateAssignment.no_database = not database
    config.GenerateAssignment.force = True
    config.SaveCells.enabled = database
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    with _quiet():
        result = capture_log(converter)
    if not result["success"]:
        raise _refusal(assignment, result)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep nbgrader's loggers from printing; its log names the notebooks it was at all the same."""
    own, database = logging.getLogger("traitlets"), logging.getLogger("tornado.application")
    before = own.level, database.disabled
    own.setLevel(logging.INFO)
    database.disabled = True  # it prints the traceback of an error that is raised as well
    try:
        yield
    finally:
        own.setLevel(before[0])
        database.disabled = before[1]


def _refusal(assignment: str, result: dict[str, Any]) -> GraderError:
    """Return nbgrader's own reason, taken out of the tracebacks in its log."""
    log = result.get("log", "") + result["error"]
    reasons: list[str] = re.findall(r"^ *[\w.]*(?:Error|Exception)\w*: (.+)$", log, re.MULTILINE)
    trouble = next(filter(None, map(storage_hint, reasons)), "")
    if trouble:
        return GraderError(f"{assignment}: {reasons[0]}", hint=trouble)
    if any("there are submissions" in reason for reason in reasons):
        return GraderError(
            f"The set of exercises in {assignment} changed after submissions were graded: "
            f"{reasons[0]}",
            hint="Undo that change, or move grader/work/gradebook.db away (it holds the manual "
            "grades) and grade again.",
        )
    files: list[str] = re.findall(r"Converting notebook (\S+\.ipynb)", log, re.MULTILINE)
    hint = f"Look into {Path(files[-1]).name}." if files else ""
    return GraderError(f"nbgrader cannot make {assignment}: {' '.join(reasons[:1])}", hint=hint)
