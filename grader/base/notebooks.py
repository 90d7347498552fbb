"""Reads and writes notebook files."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from grader.base.errors import GraderError
from grader.base.packages import without_extras

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONFLICT = re.compile(rb"^<{7} |^>{7} ", re.MULTILINE)


def _nbformat() -> Any:
    """Return the package, whose import costs more than to read the notebooks of a week."""
    with without_extras():
        import nbformat
    return nbformat


def read_cells(path: Path) -> list[Any]:
    """Return the cells of a master as JSON has them; :func:`read` also proves that they are valid.

    Raises
    ------
    GraderError : the file is not a notebook.
    """
    try:
        cells: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        if all(isinstance(cell["metadata"], dict) for cell in cells):
            return cells
    except (ValueError, KeyError, TypeError):
        pass
    return list(read(path).cells)  # says what is wrong


def read(path: Path) -> Any:
    """Return the notebook in a file of the course (not of a student) as nbformat has it.

    Raises
    ------
    GraderError : the file is not a notebook.
    """
    nbformat = _nbformat()
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        reason, hint = _why(path.read_bytes()) or (str(error).splitlines()[0], "")
        raise GraderError(f"{path} is not a valid notebook: {reason}", hint=hint) from error


def read_master(path: Path) -> Any:
    """Return a master; one that nbgrader would refuse, or change, is refused in one sentence.

    Raises
    ------
    GraderError : it is not a notebook, or of another format, or two cells have one id.
    """
    try:
        reason = _reason(json.loads(path.read_bytes()))
    except (ValueError, LookupError, TypeError, AttributeError):
        reason = ""  # the next line says what is wrong, too
    if reason:
        hint = "Open it in JupyterLab and save it."
        raise GraderError(f"{path} is not a valid notebook: {reason}", hint=hint)
    return read(path)


def _reason(plain: dict[str, Any]) -> str:
    """Return why a notebook is none of today, "" if it is."""
    if plain["nbformat"] != 4:
        return f"its format is {plain['nbformat']}, not 4"
    often = Counter(cell.get("id") for cell in plain["cells"])
    twice = next((name for name, count in often.items() if name and count > 1), "")
    if twice:  # nbformat would give one of them another at random
        return f"two cells have the id {twice!r}"
    nbformat = _nbformat()
    try:
        nbformat.validate(plain)
    except nbformat.ValidationError as error:
        return str(error).splitlines()[0]
    return ""


def _why(data: bytes) -> tuple[str, str] | None:
    """Return what editors and git make of a notebook, and how to mend it."""
    if data.startswith(_MARKS):
        return "it begins with a byte-order mark", "Save it in UTF-8 without one."
    if conflict := _CONFLICT.search(data):
        line = data.count(b"\n", 0, conflict.start()) + 1
        return f"line {line} begins a merge conflict", "Choose one side, or take the file anew."
    if not data.strip():
        return "it is empty", "Take it from a copy."
    return None


def write(notebook: Any, path: Path) -> None:
    """Write a notebook with sorted keys and a final newline: the same notebook, the same bytes."""
    nbformat = _nbformat()
    nbformat.write(nbformat.from_dict(notebook), path)


def write_compact(notebook: Any, path: Path) -> None:
    """Write a notebook that programs read and nobody edits: smaller, and ten times as fast."""
    path.write_text(json.dumps(notebook), encoding="ascii")
