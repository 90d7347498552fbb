"""``grader new week`` and ``grader new notebook``: a notebook that can be released as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.scaffold.master import about
from grader.instructor.scaffold.names import require_week_name
from grader.instructor.scaffold.whole import template, write_or_undo

_FIRST = "01_introduction"


def new_week(course: Course, name: str, title: str = "") -> list[Path]:
    """Write a week with one notebook that has no exercise yet, and return its files.

    Raises
    ------
    GraderError : the name is taken or cannot be one.
    """
    require_week_name(name)
    folders = (path for path in (course.root / "solutions").glob("*") if path.is_dir())
    if taken := next((path.name for path in folders if path.name.lower() == name.lower()), ""):
        raise GraderError(f"There is a week {taken} already", hint="Choose another name.")
    week = course.week(name)
    title = _one_line(title) or week.title
    files = {
        week.toml: template("week/week.txt", title=json.dumps(title, ensure_ascii=False)),
        week.folder / "exercises" / "__init__.py": template("week/exercises.txt"),
        week.folder / f"{_FIRST}.ipynb": _notebook(_FIRST, title),
    }
    return write_or_undo(files)


def new_notebook_of(course: Course, week: str, name: str, title: str = "") -> list[Path]:
    """Write another notebook of a week, and return its file.

    Raises
    ------
    GraderError : the week is unknown, or the name is taken or cannot be one.
    """
    known = [path.stem for path in course.masters(week)]
    stem = name.removesuffix(".ipynb")
    if not re.fullmatch(r"\d\d_[a-z0-9_]+", stem):
        raise GraderError(
            f"{name!r} cannot be the name of a notebook: it must be two digits, _ and small "
            "letters, digits or _",
            hint=f"For example: {len(known) + 1:02}_trees.",
        )
    for other in known:
        if other[:3] == stem[:3]:
            raise GraderError(f"{week} has {other} already", hint="Choose another number.")
    words = stem[3:].replace("_", " ")
    text = _notebook(stem, _one_line(title) or words.capitalize())
    return write_or_undo({course.solutions(week) / f"{stem}.ipynb": text})


def _one_line(title: str) -> str:
    return " ".join(title.split())


def _notebook(stem: str, title: str) -> str:
    cells = [
        new_markdown_cell(template("week/title.txt", title=title).rstrip(), id="title"),  # type: ignore[no-untyped-call]
        new_code_cell(  # type: ignore[no-untyped-call]
            template("week/setup.txt").rstrip(), id=f"{stem}_setup", metadata=about(f"{stem}_setup")
        ),
        new_markdown_cell("### Where you stand", id="where_you_stand"),  # type: ignore[no-untyped-call]
        new_code_cell(  # type: ignore[no-untyped-call]
            "hints.summary([])", id="summary_of_tests", metadata={"tags": ["demo"]}
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata: dict[str, Any] = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text if text.endswith("\n") else f"{text}\n"
