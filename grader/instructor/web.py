"""The plots of a week as one page for the course site, which asks no server for anything."""

from __future__ import annotations

import re
from pathlib import Path

from grader.base import notebooks
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import write_whole

LARGEST = 1_000_000  # bytes
CALL = re.compile(r"\bwidgets\.([a-z_]+)\(")


def write_web_page(course: Course, assignment: str) -> tuple[Path, list[str], list[str]]:
    """Write ``grader/work/<assignment>-plots.html``; return it, its plots and those left out.

    The plots are those that the masters call, in their order. One is left out if it is drawn by
    the kernel and so has no life on a page.

    Raises
    ------
    GraderError : the masters call no plot that can be on a page, or the page is too large.
    """
    # Imported here: whoever only releases notebooks needs no plots.
    from course_lib import widgets
    from course_lib.widgets.page import web_page
    from course_lib.widgets.plot import Plot

    called = [name for name in _called(course, assignment) if name in widgets.__all__]
    plots = {name: getattr(widgets, name)() for name in called}
    shown = {name: plot for name, plot in plots.items() if isinstance(plot, Plot)}
    for plot in plots.values():
        plot.close()
    if not shown:
        raise GraderError(f"release --web: no master of {assignment} calls a plot for a page")
    sections = [
        (name.replace("_", " ").capitalize(), name, plot.description, plot.words, plot.front)
        for name, plot in shown.items()
    ]
    text = web_page(f"Interactive plots, {course.week(assignment).title}", sections)
    size = len(text.encode())
    if size > LARGEST:
        raise GraderError(f"release --web: the page has {size:,} bytes, at most {LARGEST:,} fit")
    path = course.work / f"{assignment}-plots.html"
    write_whole(path, text)
    return path, list(shown), [name for name in called if name not in shown]


def _called(course: Course, assignment: str) -> list[str]:
    """Return the names of the plots that code cells of the masters call, each once, in order."""
    found: dict[str, None] = {}
    for master in course.masters(assignment):
        for cell in notebooks.read(master).cells:
            if cell.cell_type == "code":
                found |= dict.fromkeys(CALL.findall(cell.source))
    return list(found)
