"""Blackboard.

A download has ``Week 4_ada_attempt_2026-11-20-23-58-02_01_activations.ipynb``: the title of the
assignment, the login, the time of the upload and the file, and a note of the same name without a
file. A title may have a ``_`` in it and so may a login; the title is what all names share. Nothing
takes a zip of pages back.

*Download Grades* gives a table with tabs in UTF-16, in which a heading ends in the column's number:
``Week 4 [Total Pts: 10 Score] |123456``. Only with this heading does *Upload Grades* find the
column, so the table must be given as a template.

Reference: Blackboard's help, "Work offline with grade data".
"""

from __future__ import annotations

import re

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first, titled
from grader.lms.system import Asked, Download, Label, Lms, split_attempt

# The first mark of an attempt is Blackboard's; a second one is in the name of the student's file.
_LABEL = re.compile(
    r"(?P<head>.+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
_GRADE = re.compile(
    r"(?P<title>.+?)(?: \[[^\]]*?(?P<most>\d+(?:[.,]\d+)?)?[^\]\d]*\])? ?\|(?P<id>\d+)"
)


def _read(download: Download) -> list[Label | str]:
    matches = [_LABEL.fullmatch(parts[0]) for parts in download.paths]
    logins = _logins({match["head"] for match in matches if match}, download.asked)
    labels: list[Label | str] = []
    for parts, match in zip(download.paths, matches, strict=True):
        if match is None:
            labels.append("")
            continue
        day, clock = match["when"][:10], match["when"][11:].replace("-", ":")
        file = parts[1:] or (match["file"] or "attempt.txt",)
        attempt, ends = split_attempt(file[-1])[1], match.end("when")
        who, when = logins[match["head"]], f"{day}T{clock}"
        labels.append(Label(who=who, file=file, attempt=attempt, when=when, ends=ends))
    return labels


def _logins(heads: set[str], asked: Asked) -> dict[str, str]:
    """Return the login at the end of each ``<title>_<login>``; the title is the same in all."""
    low, high = min(heads, default=""), max(heads, default="")  # what they share, all share
    titles = (at for at, sign in enumerate(low) if sign == "_" and high.startswith(low[: at + 1]))
    known = {at: sum(asked.is_student(head[at + 1 :]) for head in heads) for at in titles}
    title = max(known, key=lambda at: (known[at], at), default=None)
    if title is None:  # the names share nothing, so they are of several assignments
        return {head: head.rpartition("_")[2] for head in heads}
    return {head: head[title + 1 :] for head in heads}


def _table(table: Table) -> Sheet | None:
    words = [plain(cell) for cell in table.header]
    login = first(words, ("username",))
    if words[:2] != ["lastname", "firstname"] or login is None or "availability" not in words:
        return None
    keys = [at for at in (login, first(words, ("studentid",))) if at is not None]
    found = {at: match for at, cell in enumerate(table.header)
             if (match := _GRADE.fullmatch(cell))}  # fmt: skip

    def who(row: Row) -> Listed:
        name = f"{table.cell(row, 1)} {row[0]}".strip()
        return Listed(tuple(table.cell(row, at) for at in keys), name)

    def grade(assignment: str, column: str) -> int:
        headings = [(at, (match["title"], match["id"])) for at, match in found.items()]
        return titled(headings, table, assignment, column)

    return Sheet(who, (0, 1, *keys), grade, most=lambda at: found[at]["most"] or "")


LMS = Lms(
    name="blackboard",
    title="Blackboard",
    read=_read,
    table=_table,
    grades=Grades(
        where="Gradebook, Download Grades, and back with Upload Grades",
        separator="\t",
        encoding="utf-16",
    ),
    remark="Blackboard takes no zip of pages back. Attach them by hand, or mail them.",
)
