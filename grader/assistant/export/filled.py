"""Writes the grades into the table that was downloaded from the LMS.

Its rows, ids and headings are what the LMS will look for, so they stay as they are; only grades and
comments are entered, and whoever has no grade keeps what was there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader import lms
from grader.assistant.export.cells import number_cell, safe_cell, to_text
from grader.assistant.export.lines import Line, named
from grader.assistant.export.lms import comment, grade, graded
from grader.assistant.export.match import Lines
from grader.base.errors import GraderError
from grader.base.tables import Table, read_table
from grader.lms import Grades, Listed, Lms, Sheet

_NONE = float("inf")  # what a cell counts that has no number


@dataclass
class Filled:
    """The text of the file, and what a person should know before it is uploaded."""

    text: str
    remarks: list[str] = field(default_factory=list)


def form_of(path: Path, column: str = "") -> Lms:
    """Return whose table of grades a file is; ``column`` is the heading that a person said.

    Raises
    ------
    GraderError : it is no system's.
    """
    return _recognised(path, column)[1]


def _forms(table: Table) -> list[tuple[Lms, Sheet, Grades]]:
    """Return the systems that may take a table of grades back."""
    return [(system, sheet, system.grades) for system, sheet in lms.sheets_of(table)
            if system.grades is not None and sheet.grade is not None]  # fmt: skip


def _recognised(path: Path, column: str) -> tuple[Table, Lms, Sheet, Grades]:
    def told(table: Table) -> Table:
        return replace(table, named=column)

    table = told(read_table(path, "template", lambda table: bool(_forms(told(table)))))
    if forms := _forms(table):
        return table, *forms[0]
    taking = [system for system in lms.systems() if system.grades is not None]
    raise GraderError(
        f"{path} is no table of grades of {', '.join(system.title for system in taking)}",
        hint=" ".join(f"{system.title}: {system.grades.where}." for system in taking
                      if system.grades) + _example(table),
    )  # fmt: skip


def _example(table: Table) -> str:
    """Return a row of a table that nobody knows, as a question which column has the grades."""
    if not table.rows:
        return ""
    pairs = (f"{head!r} (there {table.cell(table.rows[0], at)!r})"
             for at, head in enumerate(table.header))  # fmt: skip
    return f' Which column has the grades? Say it with --column "...": {", ".join(pairs)}'[:800]


def fill(
    path: Path,
    assignment: str,
    column: str,
    lines: Sequence[Line],
    *,
    partial: bool,
    comments: str = "",
    now: str = "",
) -> Filled:
    """Return the table of an LMS with grades, in the language and the form it came in.

    Other assignments are left out where the LMS allows it: what is not in the file is not changed.
    A row that may be two students', and a name that two rows have, are nobody's.

    Parameters
    ----------
    column, comments : the headings of the grade and of the line to the student, if they are not
        clear.
    now : the time, for an LMS that takes no grade which is older than its own.

    Raises
    ------
    GraderError : it is no table of grades, or the assignment's column cannot be told.
    """
    table, system, sheet, form = _recognised(path, column)
    at = sheet.grade(assignment, column) if sheet.grade else 0
    work = _Work(system, form, Lines(lines, "lms_id" if system.personal else "participant"),
                 sheet.most(at), partial)  # fmt: skip
    people = lms.listed(sheet, table)
    name = work.asked.names([one for one in people if one])
    note = work.comments(table, sheet, comments)
    keep = sorted({*sheet.keep, at, *note})
    rows = [*sheet.above, [table.header[i] for i in keep]]
    for row, one in zip(table.rows, people, strict=True):
        cells = [*row, *[""] * (len(table.header) - len(row))]
        if one is None:
            cells = sheet.back(cells)
        elif line := work.line(one, name(one), cells[0]):
            written = not work.keeps(cells[at], line) and grade(line, partial) is not None
            cells[at] = work.cell(cells[at], line) if written else cells[at]
            for i in note if written else ():
                cells[i] = safe_cell(comment(assignment, line, partial))
            if written and sheet.time is not None:
                cells[sheet.time] = now or cells[sheet.time]
        rows.append([cells[i] if i in (at, *note) else _kept(cells[i]) for i in keep])
    if said := sheet.seen(at):
        work.remarks.insert(0, said)
    work.left_over(path, max((line.max_points for line in lines), default=0.0))
    return Filled(to_text(rows, form.separator), work.remarks)


@dataclass
class _Work:
    """What is known while a table is filled, and what there is to say of it."""

    system: Lms
    form: Grades
    asked: Lines
    most: str
    partial: bool
    remarks: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def line(self, one: Listed, name: str, shown: str) -> Line | None:
        """Return the line of a row; ``name`` is "" where it decides nothing."""
        line = self.asked.find(one.number, one.ids or (one.number,), name)
        line = line or self.asked.of_team(one)
        if line is None:
            self.strange.append(one.name or shown)
        return line

    def comments(self, table: Table, sheet: Sheet, said: str) -> tuple[int, ...]:
        """Return the column for a line to the student, or none; a doubt is a question.

        Raises
        ------
        GraderError : a person names a heading that is not there.
        """
        if said:
            if said not in table.header:
                raise GraderError(f"{table.who} has no column {said!r}")
            return (table.header.index(said),)
        if sheet.comment is None and sheet.comments:
            row = table.rows[0]
            pairs = " or ".join(f"{table.header[at]!r} (in the row of {row[0]}: "
                                f"{table.cell(row, at)!r})" for at in sheet.comments)  # fmt: skip
            self.remarks.append(
                f"No comments were written: they may belong into {pairs}. Say which with "
                '--comments "...".'
            )
        return () if sheet.comment is None else (sheet.comment,)

    def keeps(self, there: str, line: Line) -> bool:
        """Whether a grade given by hand stays: a 0 for nothing handed in is weaker."""
        keeps = line.is_absent and bool(line.points == 0) and _number(there) not in (0, _NONE)
        if keeps:
            who, title = line.person.student, self.system.title
            self.remarks.append(f"{who} handed in nothing and has {there} in {title}, left so.")
        return keeps

    def cell(self, there: str, line: Line) -> str:
        """Return what stands in the cell of the grade."""
        points, who = grade(line, self.partial), line.person.student
        if points is None:
            return there
        if meaning := (self.form.locked or {}).get(there.upper()):
            self.remarks.append(f"{who} is {meaning} in {self.system.title}, left so.")
            return there
        if self.form.over and self.most and points > _number(self.most):
            what = f"{self.form.over} {number_cell(points)} points of {who}"
            self.remarks.append(f"{self.system.title} {what}: the most is {self.most}.")
        return number_cell(points)

    def left_over(self, path: Path, most: float) -> None:
        """Say if the LMS counts otherwise, which rows are nobody's, which grades have no row."""
        if _number(self.most) not in (_NONE, most):
            self.remarks.append(
                f"{path.name} says {self.most} points are the most, here they are "
                f"{number_cell(most)}: the points are written as they are here. Change it in the "
                "LMS if that is not meant."
            )
        if self.strange:
            self.remarks.append(
                f"Rows of {path.name} that are nobody's here, left as they were "
                f"({len(self.strange)}): {named(self.strange)}"
            )
        lost = [line.person.student for line in graded(self.asked.unused.values(), self.partial)]
        if lost:
            self.remarks.append(
                f"Graded, but not in {path.name} or not to be told apart ({len(lost)}): "
                f"{named(lost)}. Enter these by hand, or give the roster the LMS's numbers in "
                "lms_id."
            )


def _kept(cell: str) -> str:
    """Return a cell of the LMS's own, safe in a spreadsheet; ``-`` and numbers stay."""
    return cell if cell == "-" or _number(cell) != _NONE else safe_cell(cell)


def _number(cell: str) -> float:
    """Return the number in a cell, with a decimal comma too; infinity if it is none."""
    try:
        return float(cell.replace(",", ".")) if cell.isascii() else _NONE
    except ValueError:
        return _NONE
