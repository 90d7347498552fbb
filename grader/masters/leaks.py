"""What a student must not see, and whether it is there all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.base import notebooks
from grader.base.errors import GraderError
from grader.masters.markers import REGIONS

# What programs write into a notebook while it is open: states of widgets with what a solution has
# drawn, times, and who ran it. It is not released, and shows nothing that is secret elsewhere.
VOLATILE = frozenset({
    "widgets", "signature", "papermill", "execution", "ExecuteTime", "varInspector", "colab",
    "executionInfo", "outputId", "kaggle", "deepnote", "vscode", "orig_nbformat",
})  # fmt: skip


@dataclass(frozen=True)
class Leak:
    """A line of a master that must not be in the release, and is."""

    notebook: str
    cell: str
    line: str


def find_leaks(master: Path, released: Path) -> list[Leak]:
    """Return the lines of solutions, hidden tests and mark schemes that occur in a release.

    A line that also stands in the visible part of the master, such as ``import numpy as np``, is
    not a secret.

    Raises
    ------
    GraderError : the release of the master does not exist.
    """
    if not released.is_file():
        raise GraderError(f"{released.name} is missing from the release", hint="Release again.")
    secrets, visible = split_secrets(master)
    text = "\n".join(_strings(json.loads(released.read_text(encoding="utf-8"))))
    return [Leak(master.name, cell, line) for cell, line in secrets if _leaks(line, text, visible)]


def _leaks(secret: str, text: str, visible: str) -> bool:
    """Whether a line, or a text that contains it, is in the release and not from elsewhere."""
    anywhere = secret in text and secret not in visible
    return anywhere or (secret in _lines(text) and secret not in _lines(visible))


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def _strings(value: Any) -> Iterator[str]:
    """Yield every string value inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)


def split_secrets(master: Path) -> tuple[list[tuple[str, str]], str]:
    """Return a master's secret lines, each with its cell's name, and its visible text.

    Secret is what stands between two markers, the markers themselves, and the whole of a solution
    cell that has no markers, because nbgrader replaces such a cell. Lines without a letter or
    digit, such as ``)``, tell nothing and are left out.
    """
    secrets: list[tuple[str, str]] = []
    visible: list[str] = []
    notebook = notebooks.read(master)
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        name = about.get("grade_id", cell.get("id", "?"))
        hidden, shown = split_cell(cell)
        lines = (line.strip() for line in hidden)
        secrets += [(name, line) for line in lines if any(map(str.isalnum, line))]
        visible += [*shown, *_strings(_lasting(cell.metadata)), cell.get("id", "")]
    visible += _strings(_lasting(notebook.metadata))
    return secrets, "\n".join(visible)


def _lasting(metadata: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name not in VOLATILE}


def split_cell(cell: Any) -> tuple[list[str], list[str]]:
    """Return the lines of a master's cell that are not released, and those that are.

    A solution without markers is left out whole.
    """
    hidden, shown = _split_regions("".join(cell["source"]))
    if cell["metadata"].get("nbgrader", {}).get("solution") and not hidden:
        return shown, []
    return hidden, shown


def _split_regions(source: str) -> tuple[list[str], list[str]]:
    """Return the lines between markers, markers included, and the lines outside."""
    hidden: list[str] = []
    shown: list[str] = []
    end = ""
    for line in source.splitlines():
        begin = next((marker for marker in REGIONS if marker in line), "")
        if begin and not end:
            end = REGIONS[begin]
        (hidden if end else shown).append(line)
        if end and end in line:
            end = ""
    return hidden, shown


def hidden_test_lines(masters: list[Path]) -> set[str]:
    """Return the lines of all hidden tests, without those that are visible elsewhere."""
    found: set[str] = set()
    for master in masters:
        solutions = {
            cell.metadata["nbgrader"]["grade_id"]
            for cell in notebooks.read(master).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        secrets, visible = split_secrets(master)
        shown = _lines(visible)
        found |= {line for cell, line in secrets if cell not in solutions and line not in shown}
    return found
