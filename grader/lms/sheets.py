"""The tables that systems give and take: whose a row is, and where the grade stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader.base.errors import GraderError
from grader.base.tables import Table
from grader.lms.names import plain

Row = list[str]
# What a spreadsheet makes of an id when it takes it for a number or a formula: 101.0, 1.01E+02,
# #####. Which id it was, nobody can know: 00101 and 101 both become 101.0.
_SPOILT = re.compile(r"\d+[.,]0+|\d(?:[.,]\d+)?E[+-]\d+|#[A-Z/0]+[!?]|#N/A|#{2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """One student in a system's table.

    ``ids`` are what the course may call the student, the surest first, "" where a cell is empty;
    ``number`` is the system's. A ``ghost`` is a row that the system made for no person. ``line`` is
    where it stands in the file.
    """

    ids: tuple[str, ...] = ()
    name: str = ""
    number: str = ""
    email: str = ""
    group: str = ""
    ghost: bool = False
    line: int = 0

    @property
    def student(self) -> str:
        """What the course calls the student; "" if nothing in the row can be an id."""
        return next(filter(None, (*self.ids, self.number)), "")


@dataclass(frozen=True)
class Sheet:
    """How one table is read; for a class list, ``who`` is all.

    Parameters
    ----------
    who : whose a row is, None if it is no student's.
    keep : the columns that go back beside the grade.
    grade : finds the column of an assignment, by its name here or by what a person says.
    comment : the column for a line to the student.
    comments : those that may be it, if there is no knowing which.
    time : the column with the time of the grade, which the system compares before it takes one.
    doubtful : what nobody can know of a class list, in words; "" if all is clear.
    seen : says in one line what was recognised by its form, with the column that gets the grades.
    most : the most points by the table, "" if it does not say.
    back : mends a row that is no student's, if it must go back in another form than it is read.
    above : the lines that the system passes over in front of the headings.
    """

    who: Callable[[Row], Listed | None]
    keep: Sequence[int] = ()
    grade: Callable[[str, str], int] | None = None
    comment: int | None = None
    most: Callable[[int], str] = lambda at: ""
    back: Callable[[Row], Row] = lambda row: row
    above: Sequence[Row] = ()
    comments: tuple[int, ...] = ()
    time: int | None = None
    doubtful: str = ""
    seen: Callable[..., str] = lambda *at: ""


def listed(sheet: Sheet, table: Table) -> list[Listed | None]:
    """Return whose each row of a table is.

    Raises
    ------
    GraderError : a spreadsheet has changed an id; the message names the line.

    Examples
    --------
    >>> from grader.base.tables import Row
    >>> row = Row(["1.01E+02"])
    >>> row.line = 7
    >>> listed(Sheet(lambda row: Listed((row[0],))), Table(Row(["student"]), [row], "The roster"))
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: The roster, line 7: a spreadsheet has made '1.01E+02' of an \
id. Take the file as it was downloaded, or give the column the format Text and type the ids again.
    """
    found: list[Listed | None] = []
    for row in table.rows:
        one = sheet.who(row)
        ids = (*one.ids, one.number) if one else ()
        spoilt = next(filter(_SPOILT.fullmatch, ids), "")
        if spoilt:
            raise GraderError(
                f"{table.who}, line {row.line}: a spreadsheet has made {spoilt!r} of an id",
                hint="Take the file as it was downloaded, or give the column the format Text and "
                "type the ids again.",
            )
        found.append(one and replace(one, line=row.line))
    return found


@dataclass(frozen=True)
class Graded:
    """One student with a grade, for a table that is written anew at the time ``written``."""

    student: str
    name: str
    email: str
    number: str
    grade: float
    most: float
    comment: str
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class Grades:
    """The table of grades that a system takes.

    Parameters
    ----------
    columns : headings, with ``{column}`` for the name of the assignment and ``{most}`` for its
        points, and what stands below; empty if the system takes only its own table back. Where all
        headings are empty, the table has no line of headings.
    most_row : begins a second row with the most points, "" for none.
    where : where a person gets the table, and where it goes.
    locked : cells that are no grade and stay, with what they mean.
    over : what becomes of a grade over the maximum without a word, "" if it is taken.
    quoted : a cell may stand in quotation marks; else the system takes these for a part of it.
    remark : what a person must do so that the upload counts; said after every export.
    """

    where: str
    columns: tuple[tuple[str, Callable[[Graded], str | float]], ...] = ()
    most_row: str = ""
    locked: dict[str, str] | None = None
    over: str = ""
    quoted: bool = True
    separator: str = ","
    encoding: str = "utf-8"
    remark: str = ""


def first(words: Sequence[str], wanted: tuple[str, ...] | frozenset[str]) -> int | None:
    """Return the first column with one of the words; of a tuple, the first word that is there."""
    if isinstance(wanted, tuple):
        return next((words.index(word) for word in wanted if word in words), None)
    return next((at for at, word in enumerate(words) if word in wanted), None)


def titled(
    headings: Sequence[tuple[int, tuple[str, ...]]], table: Table, assignment: str, column: str
) -> int:
    """Return the column of an assignment among headings that begin with a title.

    Parameters
    ----------
    headings : the column, and what a person may say for it, the title first.
    column : what a person said; by default the name of the assignment here is looked for.

    Raises
    ------
    GraderError : none or several may be meant.
    """
    asked = plain(column or assignment)
    exact = [at for at, names in headings if column and column in (*names, table.header[at])]
    exact = exact or [at for at, names in headings if plain(names[0]) == asked]
    begins = re.compile(rf"{re.escape(asked)}(?!\d)")
    alike = exact or [at for at, names in headings if begins.match(plain(names[0]))]
    if len(alike) == 1:
        return alike[0]
    there = ", ".join(table.header[at] for at, _ in headings) or "no assignment"
    raise GraderError(
        f"The table has {len(alike) or 'no'} columns that may be {column or assignment!r}",
        hint=f'Say which with --column "...". There are: {there}.',
    )
