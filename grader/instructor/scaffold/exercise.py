"""``grader new exercise``: its cells in the master, its file, a right and a wrong answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from grader.base import notebooks
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.week import Week
from grader.instructor.scaffold.master import Wanted, add_exercise, require_free
from grader.instructor.scaffold.names import notebook_named, require_name
from grader.instructor.scaffold.whole import template, write_or_undo


def new_exercise(
    course: Course, week: str, wanted: Wanted, notebook: str = ""
) -> tuple[list[Path], list[str]]:
    """Write an exercise that works at once; return its files and what is left to do by hand.

    Parameters
    ----------
    notebook : a notebook's name or the beginning of it; "" for the only one of the week.

    Raises
    ------
    GraderError : a name is unknown, taken or cannot be one. Nothing was written then.
    """
    master = course.solutions(week) / f"{notebook_named(course, week, notebook)}.ipynb"
    name, points = wanted.name, wanted.points
    require_name(name, "an exercise")
    if not 0 < points <= 1000 or (2 * points) % 1:
        raise GraderError(f"--points must be a multiple of 0.5 and above 0, got {points:g}")
    _require_new(course, week, name)
    opened = notebooks.read(master)
    require_free(opened, name)
    values = _values(wanted)
    left = add_exercise(opened, wanted, values)
    about = course.week(week)
    text = template("exercise/file.txt", **values)
    if about.trains:
        practice = _practice(about, master.stem, opened, name)
        text += practice
        left += [] if practice else [f"Write TRAINS into exercises/{name}.py, as the others have."]
    files = {about.folder / "exercises" / f"{name}.py": text}
    package = about.folder / "exercises" / "__init__.py"
    if not package.exists():
        files[package] = template("week/exercises.txt")
    for answer in ("right_loop", "wrong_sum"):
        text = template(f"exercise/{answer}.txt", **values)
        files[about.answers / name / f"{answer}.py"] = text
    files[master] = _text(opened)
    return write_or_undo(files), left


def _values(wanted: Wanted) -> dict[str, object]:
    """Return what the templates say of an exercise; the parts of its test add up."""
    words = wanted.name.replace("_", " ")
    half, promises = wanted.points / 2, min(0.25, wanted.points / 4)
    return {
        "name": wanted.name, "words": words, "Words": words[0].upper() + words[1:],
        "worth": wanted.worth, "points": f"{wanted.points:g}",
        "half": f"{half:g}", "promises": f"{promises:g}", "visible": f"{half - promises:g}",
    }  # fmt: skip


def _practice(week: Week, notebook: str, opened: Any, name: str) -> str:
    """Return ``TRAINS`` with the exam questions of the statements taught above, "" without any."""
    from grader.exam.mending.links import questions_above

    asked = questions_above(week, notebook, opened.cells, f"{name}_test")
    listed = "".join(f'        "{question}",\n' for question in asked)
    return f'\n\nTRAINS = {{\n    "": [\n{listed}    ],\n}}\n' if asked else ""


def _require_new(course: Course, week: str, name: str) -> None:
    """Raise if anything of the week has the name, also one that differs by capital letters."""
    about = course.week(week)
    taken = {path.stem.lower(): path for path in about.exercises}
    taken |= {path.name.lower(): path for path in about.answers.glob("*")}
    for path in about.masters:
        for cell in notebooks.read(path).cells:
            mark = cell.metadata.get("nbgrader", {})
            taken |= {str(key).lower(): path for key in (cell.get("id"), mark.get("grade_id"))}
    for wanted in (name, f"{name}_text", f"{name}_test"):
        if found := taken.get(wanted.lower()):
            where = found.relative_to(about.folder).as_posix()
            raise GraderError(
                f"{week} has {wanted} already, see {where}", hint="Choose another name."
            )


def _text(notebook: Any) -> str:
    """Return the file of a notebook; the same notebook gives the same text."""
    text: str = nbformat.writes(nbformat.from_dict(notebook))  # type: ignore[no-untyped-call]
    return text if text.endswith("\n") else f"{text}\n"
