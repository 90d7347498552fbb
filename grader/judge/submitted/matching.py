"""Which submitted file belongs to which master, and which cell to which cell."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Mapping, Sequence
from pathlib import PurePosixPath

from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.submitted.reading import StudentCell, Submitted, read
from grader.judge.text import one_line

_DECORATION = re.compile(
    r"^(copy[ _-]of[ _-]|kopie[ _-]von[ _-])|[ _-]*(\(\d+\)|-?copy\d*|kopie|final|\d+)$", re.I
)
_ALIKE = 0.5
_MOST_FILES = 40  # notebooks of one submission that are opened; a hostile one costs seconds
_MOST_TEXT = 8_000_000  # characters of cells of one submission; honest ones have a hundredth
_MOST_NAMED = 20  # of the others, that are named


def similarity(a: str, b: str) -> float:
    """Return the share of lines that two texts have in common, from 0 to 1 (Jaccard's index).

    Examples
    --------
    >>> similarity("a = 1\\nb = 2", "b = 2\\na = 1")
    1.0
    """
    left, right = set(code.significant(a)), set(code.significant(b))
    return len(left & right) / len(left | right) if left and right else 0.0


def opened(
    files: Mapping[str, bytes | str], masters: Sequence[Master], unused: dict[str, str]
) -> list[Submitted]:
    """Read files as long as there is room for their text, and return them ordered by name.

    Of too many files those are opened whose names are a master's; the others get their reason in
    ``unused``. A text instead of bytes says why the file is not read.
    """
    known = {plain_name(master.name) for master in masters}
    ordered = sorted(files, key=lambda name: (plain_name(name) not in known, name))
    others = ordered[_MOST_FILES:]
    named = [*map(one_line, others[:_MOST_NAMED]), f"{len(others)} in all"] if others else []
    unused |= dict.fromkeys(named, f"only {_MOST_FILES} notebooks are opened")
    found: dict[str, Submitted] = {}
    room = _MOST_TEXT
    for name in ordered[:_MOST_FILES]:
        if room <= 0:
            unused[one_line(name)] = f"the files before it have {_MOST_TEXT:,} characters of cells"
            continue
        found[name] = read(name, files[name])
        room -= sum(len(cell.source) for cell in found[name].cells)
    return [found[name] for name in sorted(found)]


def best_master(submitted: Submitted, masters: Sequence[Master]) -> Master | None:
    """Return the master that a file was made from, or None."""
    scored = [(_shared_names(submitted, master), master) for master in masters]
    best, master = max(scored, key=lambda pair: pair[0])
    if best == 0:
        scored = [(_shared_text(submitted, master), master) for master in masters]
        best, master = max(scored, key=lambda pair: pair[0])
    if best > 0:
        return master
    if submitted.cells and len(masters) > 1 and is_foreign(submitted):
        return None
    stem = plain_name(submitted.file)
    names = {plain_name(master.name): master for master in masters}
    close = difflib.get_close_matches(stem, names, n=1, cutoff=0.8)
    return names[close[0]] if close else None


def is_foreign(submitted: Submitted) -> bool:
    """Whether the file has names of cells, and none of them is one of the assignment's."""
    return any(cell.grade_id for cell in submitted.cells)


def plain_name(file: str) -> str:
    """Return a file's name without folder, suffix, and what browsers and people add to it.

    Examples
    --------
    >>> plain_name("week4/Copy of 02_backprop (1).ipynb")
    '02_backprop'
    """
    stem = PurePosixPath(file).name.removesuffix(".ipynb").strip()
    before = ""
    while before != stem:
        before, stem = stem, _DECORATION.sub("", stem).strip()
    return stem.lower()


def _shared_names(submitted: Submitted, master: Master) -> float:
    """Return the share of a master's names of cells that a file has; a single one is chance."""
    keys = {cell.key for cell in master.cells} | {cell.grade_id for cell in master.cells} - {""}
    theirs = {cell.key for cell in submitted.cells} | {cell.grade_id for cell in submitted.cells}
    shared = len(keys & theirs)
    return shared / len(keys) if shared > 1 or (shared and len(keys) < 4) else 0.0


def _shared_text(submitted: Submitted, master: Master) -> float:
    """Return how much of a master is in a file whose cells have lost their names."""
    wanted = {n for n, kind in master.solution_names.items() if kind != "data"}
    found = {name for cell in submitted.cells for name in code.defined_names(cell.code)}
    if wanted & found:
        return 0.5 + len(wanted & found) / len(wanted) / 2
    text = "\n".join(code.visible(cell.source) for cell in master.cells)
    share = similarity(text, "\n".join(cell.source for cell in submitted.cells))
    return share / 2 if share > 0.2 else 0.0


def match_cells(cells: Sequence[StudentCell], master: Master) -> dict[int, list[StudentCell]]:
    """Return the student's cells for each master cell, by index: by name, then by content."""
    by_grade_id = {c.grade_id: i for i, c in enumerate(master.cells) if c.grade_id}
    by_key = {c.key: i for i, c in enumerate(master.cells)}
    names = set(master.solution_names)
    found: dict[int, list[StudentCell]] = {}
    rest: list[StudentCell] = []
    for cell in cells:
        index = by_grade_id.get(cell.grade_id, by_key.get(cell.key, -1))
        if index >= 0 and _plausible(cell, master.cells[index], names):
            found.setdefault(index, []).append(cell)
        else:
            rest.append(cell)
    for cell in sorted(rest, key=lambda cell: cell.kind != "code"):
        index = _by_content(cell, master, found)
        if index >= 0:
            found.setdefault(index, []).append(cell)
    return found


def _plausible(cell: StudentCell, master: MasterCell, names: Container[str]) -> bool:
    """Whether a cell that carries the name of the instructor's cell is not the student's instead.

    It may be an answer, or a function that an answer uses: a demo that was played with, a text
    that was made a code cell.
    """
    instructors = master.role in ("locked", "test", "demo", "text")
    if not instructors and (master.role != "manual" or master.is_code):
        return True
    if cell.kind != "code" and (not instructors or "def " not in cell.source):
        return True
    before = code.defined_names(master.source)
    own = master.role == "text" or any(
        name in names or (kind != "data" and name not in before)
        for name, kind in code.defined_names(cell.source).items()
    )
    return not own or similarity(cell.source, code.visible(master.source)) > _ALIKE


def _by_content(cell: StudentCell, master: Master, found: Mapping[int, object]) -> int:
    """Return the index of the master cell that a cell without a known name is, or -1."""
    is_code = cell.kind == "code" or "def " in cell.source
    defined = code.defined_names(cell.code) if is_code else {}
    best, index = _ALIKE, -1
    for i, other in enumerate(master.cells):
        if other.role == "answer" and (i not in found or code.is_stub(cell.code, other.source)):
            wanted = code.defined_names(other.source)
            if wanted and wanted.keys() & defined.keys():
                return i
        if other.role == "answer" and not defined:
            continue
        share = similarity(cell.source, code.visible(other.source))
        if share > best:
            best, index = share, i
    return index
