"""The table of exercises at the top of a notebook: one row for each, core before extensions."""

from __future__ import annotations

from typing import Any

_KNOWN_BY = {"exercise", "path"}


def has_table(notebook: Any) -> bool:
    """Return whether the notebook has such a table; students know its paths then."""
    return _table(notebook) is not None


def add_row(notebook: Any, path: str, row: dict[str, str]) -> None:
    """Write a row behind the last one of its path, a dash where it says nothing of a column."""
    found = _table(notebook)
    if found is None:
        return
    cell, first = found
    lines = cell.source.split("\n")
    columns = _entries(lines[first])
    end = first + 2
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    there = [i for i in range(first + 2, end) if path in _entries(lines[i])]
    at = there[-1] + 1 if there else first + 2 if path == "core" else end
    lines.insert(at, f"| {' | '.join(row.get(name, '–') for name in columns)} |")
    cell.source = "\n".join(lines)


def _table(notebook: Any) -> tuple[Any, int] | None:
    """Return the cell with the table and the line of its headings."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number, line in enumerate(cell.source.split("\n")):
                if line.startswith("|") and set(_entries(line)) >= _KNOWN_BY:
                    return cell, number
    return None


def _entries(line: str) -> list[str]:
    return [entry.strip() for entry in line.strip().strip("|").split("|")]
