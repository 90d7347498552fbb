"""Reads who answered what: a table of marks, Moodle's two reports, Canvas's Student Analysis.

A table is known by what is in its columns, in any language:

- Canvas (*Quiz Statistics, Student Analysis*): ``1022: text of the question`` and beside it a
  heading that is its points;
- Moodle (*Results, Grades*): ``Q. 1 /2.00``; (*Results, Responses*): ``Response 1``, perhaps with
  ``Question 1`` and ``Right answer 1`` beside it;
- marks of a paper: ``1``, ``Q1``, ``Q1 /3`` or the name of a question; in the cells points, or the
  letters that were crossed. ``version`` says which paper it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.base.errors import GraderError
from grader.base.tables import Row, Table, read_table
from grader.exam.items.headings import LEFT_OUT, MARK, Column, chosen_columns, families, number

_VERSION = {"version", "variant", "variante", "form", "fassung"}
_WHO = (r"mail", r"\bid\b|_id\b|number|nummer|matrik|student", r"name")


@dataclass(frozen=True)
class Cell:
    """What one student did there: None is what the file does not say, ``answer`` "" left out."""

    points: float | None = None
    answer: str | None = None
    right: str | None = None


@dataclass(frozen=True)
class Sitting:
    """One student's answers, by the numbers of the columns."""

    who: str
    cells: Mapping[int, Cell]
    version: str = ""


@dataclass(frozen=True)
class Results:
    """The answers of a class, with what was left out in reading them."""

    form: str
    columns: tuple[Column, ...]
    sittings: tuple[Sitting, ...]
    notes: tuple[str, ...] = field(default=())


def read(files: Sequence[Path], questions: Collection[str] = ()) -> Results:
    """Return the results in one file, or in several that belong together.

    Parameters
    ----------
    questions : names that may be headings.

    Raises
    ------
    GraderError : a file cannot be read, has no questions, or none of the students of the first.
    """
    first, *others = (_read(file, questions) for file in files)
    for file, other in zip(files[1:], others, strict=True):
        first = _joined(first, other, file)
    return first


def _read(file: Path, questions: Collection[str]) -> Results:
    known = {name.lower() for name in questions}
    table = read_table(file, "results", lambda table: bool(families(table.header, known)))
    found = families(table.header, known)
    if not found:
        raise GraderError(
            f"The results {file}: no column is a question, got {', '.join(table.header[:6])}",
            hint="Headings are 1, 2, 3 or Q1, Q2, or those of Moodle's and Canvas's reports.",
        )
    form, columns, places = chosen_columns(table, found)
    used = {at for by_kind in places.values() for at in by_kind.values()}
    rows, notes = _students(table, used)
    who = _who(table, used)
    version = next((i for i, name in enumerate(table.header) if name.lower() in _VERSION), None)
    sittings = [
        Sitting(
            " ".join(table.cell(row, at) for at in who) or f"line {row.line}",
            {column.number: _cell(table, row, places[column.number]) for column in columns},
            table.cell(row, version).upper(),
        )
        for row in rows
    ]
    first = {one.who: one for one in reversed(sittings)}
    if more := len(sittings) - len(first):
        notes.append(f"{more} further attempt{'s' * (more > 1)} left out: the questions were known")
    kept = tuple(one for one in sittings if first[one.who] is one)
    return Results(form, columns, kept, tuple(notes))


def _cell(table: Table, row: Row, places: Mapping[str, int]) -> Cell:
    texts = {kind: table.cell(row, at) for kind, at in places.items()}
    points, answer = number(texts.get("points", "")), texts.get("answer")
    if (mark := texts.get("mark")) is not None:
        points = 0.0 if mark == LEFT_OUT else number(mark)
        if points is None and MARK.fullmatch(mark) and mark:
            answer = mark
        elif mark == LEFT_OUT and answer is None:
            answer = ""
    if answer == LEFT_OUT:
        answer = ""
    return Cell(points, answer, texts.get("right"))


def _students(table: Table, used: Collection[int]) -> tuple[list[Row], list[str]]:
    """Return the rows of students who were there, and what other rows there were."""
    often = 0.8 * len(table.rows)
    usual = [i for i in range(len(table.header)) if i not in used
             and sum(bool(table.cell(row, i)) for row in table.rows) >= often]  # fmt: skip
    rows: list[Row] = []
    notes = []
    for row in table.rows:
        filled = sum(bool(table.cell(row, i)) for i in usual)
        if len(usual) > 1 and filled <= len(usual) / 2:
            notes.append(f"line {row.line} is no student's, but {' '.join(row[:3]).strip()!r}")
        elif not all(table.cell(row, i) in ("", LEFT_OUT) for i in used):
            rows.append(row)
    if absent := len(table.rows) - len(rows) - len(notes):
        notes.append(f"{absent} without an answer are left out")
    return rows, notes


def _who(table: Table, used: Collection[int]) -> list[int]:
    """Return the columns that say who it is: an address or number, or else all names."""
    free = [i for i, name in enumerate(table.header) if i not in used]
    for words in _WHO:
        fits = [i for i in free if re.search(words, table.header[i].lower())
                and all(table.cell(row, i) for row in table.rows[:-1])]  # fmt: skip
        if fits:
            return fits if words == "name" else fits[:1]
    return free[:1]


def _joined(first: Results, other: Results, file: Path) -> Results:
    """Return the first results with what another file knows of the same students."""
    known = {one.who: one.cells for one in other.sittings}
    if not any(one.who in known for one in first.sittings):
        raise GraderError(f"The results {file}: none of the students of the first file is in it")
    texts = {column.number: column for column in other.columns}

    def cell(one: Sitting, number: int) -> Cell:
        mine, theirs = one.cells[number], known.get(one.who, {}).get(number, Cell())
        pairs = ((mine.points, theirs.points), (mine.answer, theirs.answer),
                 (mine.right, theirs.right))  # fmt: skip
        return Cell(*(b if a is None else a for a, b in pairs))  # type: ignore[arg-type]  # by kind

    columns = tuple(
        replace(column, text=column.text or more.text, points=column.points or more.points)
        for column in first.columns
        for more in (texts.get(column.number, column),)
    )
    sittings = tuple(
        replace(one, cells={number: cell(one, number) for number in one.cells})
        for one in first.sittings
    )
    return Results(first.form, columns, sittings, (*first.notes, *other.notes))
