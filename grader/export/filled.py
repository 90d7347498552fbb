"""Writes the grades into the table that was downloaded from the LMS.

Its rows, ids and headings are what the LMS will look for, so they stay as they are; only grades and
comments are entered, and whoever has no grade keeps what was there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import GraderError
from grader.export.cells import number_cell, safe_cell, to_text
from grader.export.lines import Line, named
from grader.export.lms import comment, grade
from grader.export.match import Lines
from grader.lms_words import EMAIL, FEEDBACK, GRADE, ID_NUMBER, IDENTIFIER, MAXIMUM, NAME, plain
from grader.tables import Table, read_table

_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_SUMS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")


@dataclass
class Filled:
    """The text of the file, and what a person should know before it is uploaded."""

    text: str
    remarks: list[str] = field(default_factory=list)


def form_of(path: Path) -> str:
    """Return whose table a file is: ``canvas`` or ``moodle``.

    Raises
    ------
    GraderError : it is neither.
    """
    words = [plain(cell) for cell in read_table(path, "template").header]
    if "id" in words[:3] and "section" in words and words[0] in ("student", "lastname"):
        return "canvas"
    if words and words[0] in IDENTIFIER and GRADE & set(words):
        return "moodle"
    raise GraderError(
        f"{path} is neither Canvas's gradebook nor Moodle's grading worksheet",
        hint="Canvas: Grades, Export. Moodle: the assignment, Download grading worksheet.",
    )


def fill_canvas(
    path: Path, assignment: str, column: str, lines: Sequence[Line], *, partial: bool
) -> Filled:
    """Return Canvas's gradebook with the students' columns and the assignment's.

    Other assignments are left out: what is not in the file is not changed. An empty cell would
    take a grade away, so it keeps what was there.

    Raises
    ------
    GraderError : the column of the assignment cannot be told, or is read-only.
    """
    table = read_table(path, "template")
    words = [plain(cell) for cell in table.header]
    keep = list(range(words.index("section") + 1))
    at = _assignment_column(table, keep[-1] + 1, assignment, column, path)
    asked = Lines(lines, "lms_id")
    filled = Filled("")
    rows = [[table.header[i] for i in [*keep, at]]]
    strange: list[str] = []
    for row in table.rows:
        cells = [table.cell(row, i) for i in [*keep, at]]
        if _is_student(row, words):
            ids = [table.cell(row, words.index(key)) for key in ("sisuserid", "sisloginid")
                   if key in words]  # fmt: skip
            name = " ".join(row[: words.index("id")])
            line = asked.find(table.cell(row, words.index("id")), ids, name)
            cells[-1] = _canvas_grade(cells[-1], line, filled, partial)
            if line is None:
                strange.append(name)
            rows.append([*map(_kept, cells[:-1]), cells[-1]])
            continue
        if row[0].startswith("Points Possible"):
            _check_most(cells[-1], lines, filled, path)
            cells[0] = f"    {cells[0]}"
        rows.append([_kept(cell) for cell in cells])
    _left_over(filled, strange, asked, path, partial)
    filled.text = to_text(rows)
    return filled


def _assignment_column(table: Table, start: int, assignment: str, column: str, path: Path) -> int:
    """Return the column that the assignment has in Canvas; a heading is a title and a number."""
    headings = [
        (at, match["title"], match["id"], cell)
        for at, cell in enumerate(table.header)
        if at >= start and not _SUMS.search(cell) and (match := _ASSIGNMENT.fullmatch(cell))
    ]
    asked = plain(column or assignment)
    exact = [item[0] for item in headings if column and column in item[1:]]
    exact = exact or [item[0] for item in headings if plain(item[1]) == asked]
    begins = re.compile(rf"{re.escape(asked)}(?!\d)")
    alike = exact or [item[0] for item in headings if begins.match(plain(item[1]))]
    if len(alike) != 1:
        there = ", ".join(item[3] for item in headings) or "no assignment"
        raise GraderError(
            f"{path} has {len(alike) or 'no'} columns that may be {column or assignment!r}",
            hint=f'Say which with --column "...". There are: {there}.',
        )
    if any("read only" in table.cell(row, alike[0]) for row in table.rows[:2]):
        raise GraderError(f"The column {table.header[alike[0]]!r} of {path} is read-only")
    return alike[0]


def _is_student(row: list[str], words: list[str]) -> bool:
    """Whether a row is a student's, and not that of the points or of what is posted by hand."""
    return (
        bool(row[0]) and not row[0].startswith("Points Possible") and len(row) > words.index("id")
    )


def _canvas_grade(there: str, line: Line | None, filled: Filled, partial: bool) -> str:
    points = grade(line, partial) if line else None
    if line is None or points is None:
        return there
    if there.upper() in ("EX", "N/A"):
        kind = "excused" if there.upper() == "EX" else "not assigned to them"
        filled.remarks.append(f"{line.person.student} is {kind} in Canvas, left so.")
        return there
    return number_cell(points)


def fill_moodle(
    path: Path, assignment: str, column: str, lines: Sequence[Line], *, partial: bool
) -> Filled:
    """Return Moodle's grading worksheet with grades and comments, in the language it came in.

    Raises
    ------
    GraderError : the columns of a worksheet are not there.
    """
    table = read_table(path, "template")
    words = [plain(cell) for cell in table.header]
    at = _column(words, {plain(column)} if column else GRADE)
    if not words or words[0] not in IDENTIFIER or at is None:
        raise GraderError(
            f"{path} must be Moodle's grading worksheet, with Identifier and Grade",
            hint='In another language say what "Grade" is called there, with --column "...".',
        )
    most, note = _column(words, MAXIMUM), _column(words, FEEDBACK)
    idents = [i for i, word in enumerate(words) if word in ID_NUMBER | EMAIL]
    asked = Lines(lines, "participant")
    filled, strange, width = Filled(""), list[str](), len(table.header)
    rows = [table.header]
    for row in table.rows:
        cells = [table.cell(row, i) for i in range(width)]
        name = table.cell(row, _column(words, NAME))
        number = (re.findall(r"\d+$", cells[0]) or [""])[0]
        line = asked.find(number, [cells[i] for i in idents] or [number], name)
        points = grade(line, partial) if line else None
        if line is None:
            strange.append(name or cells[0])
        elif points is not None:
            cells[at] = number_cell(points)
            if note is not None:
                cells[note] = safe_cell(comment(assignment, line, partial))
            if most is not None and points > _number(cells[most]):
                over = f"{number_cell(points)} points of {line.person.student}"
                filled.remarks.append(f"Moodle skips {over}: the most is {cells[most]}.")
        rows.append([c if i in (at, note) else _kept(c) for i, c in enumerate(cells)])
    if table.rows and most is not None:
        _check_most(table.cell(table.rows[0], most), lines, filled, path)
    _left_over(filled, strange, asked, path, partial)
    filled.text = to_text(rows)
    return filled


def _column(words: list[str], wanted: frozenset[str] | set[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)


def _kept(cell: str) -> str:
    """Return a cell of the LMS's own, safe in a spreadsheet; ``-`` and numbers stay."""
    return cell if cell == "-" or _number(cell) != float("inf") else safe_cell(cell)


def _number(cell: str) -> float:
    """Return the number in a cell, with a decimal comma too; infinity if it is none."""
    try:
        return float(cell.replace(",", ".")) if cell.isascii() else float("inf")
    except ValueError:
        return float("inf")


def _check_most(cell: str, lines: Sequence[Line], filled: Filled, path: Path) -> None:
    most = max((line.max_points for line in lines), default=0.0)
    there = _number(cell)
    if there not in (float("inf"), most):
        filled.remarks.append(
            f"{path.name} says {cell} points are the most, here they are {number_cell(most)}: the "
            "points are written as they are here. Change it in the LMS if that is not meant."
        )


def _left_over(filled: Filled, strange: list[str], asked: Lines, path: Path, partial: bool) -> None:
    """Say which rows are nobody's, and which grades have no row."""
    if strange:
        filled.remarks.append(
            f"Rows of {path.name} that are nobody's here, left as they were ({len(strange)}): "
            f"{named(strange)}"
        )
    lost = [name for name, line in asked.unused.items() if grade(line, partial) is not None]
    if lost:
        filled.remarks.append(
            f"Graded, but not in {path.name} or not to be told apart ({len(lost)}): "
            f"{named(lost)}. Enter these by hand, or give the roster the LMS's numbers in lms_id."
        )
