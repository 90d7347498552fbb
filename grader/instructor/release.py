"""``grader release``: makes the students' notebooks from the masters.

The new release is made in a temporary folder, searched for anything a student must not see, and
only then put in the place of the old one.  The same masters give the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from grader.base import notebooks
from grader.base.course import Course
from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.base.files import drafted
from grader.base.week import EXERCISES, Week
from grader.gradebook import register
from grader.masters.generate import generate
from grader.masters.leaks import VOLATILE, find_leaks
from grader.masters.markers import misspelt


def release(course: Course, assignment: str) -> list[Path]:
    """Generate ``notebooks/<assignment>`` and return its notebooks.

    Raises
    ------
    GraderError : the assignment is unknown, a master is not valid, or a solution or hidden test
        is left in the release. The old release stays as it was.
    """
    masters = course.masters(assignment)
    _require_markers(masters)
    course.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="release-", dir=course.work) as scratch:
        generate(course, assignment, Path(scratch), database=False)
        fresh = Path(scratch) / assignment
        for path in fresh.glob("*.ipynb"):
            _write_canonical(path)
        for name, data in course.week(assignment).exercise_sources().items():
            (fresh / EXERCISES / name).write_bytes(data)
        leaks = [leak for master in masters for leak in find_leaks(master, fresh / master.name)]
        if leaks:
            first = leaks[0]
            raise GraderError(
                f"release: {len(leaks)} secret line(s) would reach the students, the first from "
                f"cell {first.cell!r} of {first.notebook}: {first.line!r}",
                hint="Is it between the BEGIN and END markers, in a cell that nbgrader knows?",
            )
        _require_the_list(course.week(assignment), fresh)
        register(course, assignment)
        with drafted(course.release(assignment)) as draft:
            shutil.copytree(fresh, draft)  # not a rename: it may be on another disk
    return [course.release(assignment) / master.name for master in masters]


def _require_markers(masters: list[Path]) -> None:
    """Refuse what nbgrader would not take for a marker, and give to students with all behind it."""
    for master in masters:
        for cell in notebooks.read_cells(master):
            for fault in misspelt("".join(cell["source"]).splitlines()):
                raise GraderError(f"{master.name}, cell {cell.get('id', '?')}: {fault}")


def _require_the_list(week: Week, fresh: Path) -> None:
    """Refuse a release that holds more or less than what is given of a week."""
    listed = {path.relative_to(week.folder).as_posix() for path in week.given}
    found = {path.relative_to(fresh).as_posix() for path in files_in(fresh)}
    if odd := sorted(listed ^ found):
        what = "is missing from" if odd[0] in listed else "must not be in"
        raise GraderError(f"release: {odd[0]} {what} the release", hint="Rename it in the week.")


def _write_canonical(path: Path) -> None:
    """Rewrite a notebook as nbformat orders it, with a final newline, without volatile data."""
    notebook = notebooks.read(path)
    # The version of the Python that last saved the master is no part of the exercise.
    notebook.metadata.get("language_info", {}).pop("version", None)
    for metadata in (notebook.metadata, *(cell.metadata for cell in notebook.cells)):
        for name in VOLATILE & metadata.keys():
            del metadata[name]
    notebooks.write(notebook, path)
