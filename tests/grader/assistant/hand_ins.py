"""Hand-ins of the tiny course: the download, solved or not, as editors save it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_output

from grader.assistant.autograde import autograde
from grader.assistant.collect import Collected, collect
from grader.base.course import Course
from grader.gradebook.results import table
from grader.judge.source import code

RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return 3 * x"
ESSAY = "Because sums are linear."
Notebook = dict[str, Any]
Change = Callable[[Notebook], None]


def released(course: Course) -> Notebook:
    """Return what students download."""
    made = nbformat.read(course.masters("week1")[0], as_version=4)
    for cell in made.cells:
        cell.source = code.visible(cell.source)
        if cell.id == "essay":
            cell.source = "YOUR ANSWER HERE"
        elif cell.id in ("double", "square"):
            cell.source += "\n    ...  # YOUR CODE HERE"
    return dict(made)


def solved(course: Course, **answers: str) -> Notebook:
    """Return the download with these answers."""
    made = released(course)
    for cell in made["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return made


def run_in_jupyterlab(made: Notebook) -> None:
    """Run all cells, as JupyterLab saves it."""
    made["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    for number, cell in enumerate(made["cells"], 1):
        cell["metadata"]["editable"] = True
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [new_output("stream", text=f"run {number}\n")]


def saved_by_colab(made: Notebook) -> None:
    """Drop the names of cells, and nbgrader's metadata with them, as Colab did for years."""
    made["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    made["nbformat_minor"] = 0
    for number, cell in enumerate(made["cells"]):
        del cell["id"]
        cell["metadata"] = {"id": f"c0lab{number}"}


def saved_by_vscode(made: Notebook) -> None:
    """Give all cells new names and Windows line ends, as VS Code can."""
    for number, cell in enumerate(made["cells"]):
        cell["id"] = f"{number:08x}"
        cell["metadata"] = {**cell["metadata"], "vscode": {"languageId": "python"}}
        cell["source"] = cell["source"].replace("\n", "\r\n")


def as_it_is(made: Notebook) -> None:
    """Leave it."""


def with_a_try(made: Notebook) -> None:
    """Add a cell of one's own that answers nothing."""
    made["cells"].append(new_code_cell("print(double(2))", id="own"))


def zipped(files: dict[str, Notebook | bytes]) -> bytes:
    """Return a zip of notebooks and other files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, made in files.items():
            archive.writestr(name, made if isinstance(made, bytes) else json.dumps(made))
    return out.getvalue()


def collected(
    course: Course, tmp_path: Path, files: dict[str, Notebook | bytes], name: str = "in.zip"
) -> Collected:
    """Collect a zip of these files."""
    (tmp_path / name).write_bytes(zipped(files))
    return collect(course, "week1", tmp_path / name)


def graded(course: Course, student: str = "ada") -> dict[str, float | None]:
    """Grade a student and return the scores."""
    autograde(course, "week1", student=student)
    return next(row.scores for row in table(course, "week1")[1] if row.student == student)
