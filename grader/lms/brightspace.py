"""Brightspace (D2L).

A download has ``1815-90210 - Ada Lovelace - Nov 20, 2026 1158 PM/01_activations.ipynb``: a number
of the user and one of the assignment, the name and the time of the upload; or all in one name, with
`` - `` before the file. "Add Feedback Files" takes a zip with the same names.

Its grades are a CSV with ``OrgDefinedId``, ``<title> Points Grade`` and, at the end of each line,
``#`` under ``End-of-Line Indicator``; ids have a ``#`` in front, so that no zero is lost.

References: D2L's help, "Importing grades"; "Evaluate assignments using the Assignments tool".
"""

from __future__ import annotations

import re
from datetime import datetime

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first, titled
from grader.lms.system import PAGE, Asked, Label, Lms, Parts, each, split_attempt

_LABEL = re.compile(
    r"(?P<head>(?P<user>\d+)-\d+ - (?P<name>.+?) - (?P<when>(?:(?! - ).)*\d{4}(?:(?! - ).)*))"
    r"(?: - (?P<file>.+))?",
    re.DOTALL,
)
_GRADE = re.compile(r"(?P<title>.+?) Points Grade\b(?:.*MaxPoints:(?P<most>[\d.]+))?.*")
_TIMES = ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%b %d, %Y %I:%M %p", "%d %B, %Y %I%M %p")


def _label(parts: Parts, asked: Asked) -> Label | str:
    match = _LABEL.fullmatch(parts[0])
    if match is None or not (parts[1:] or match["file"]):
        return ""
    file = parts[1:] or (match["file"],)
    return Label(
        who=match["name"],
        owner=match["user"],
        file=file,
        attempt=split_attempt(file[-1])[1],
        when=_when(match["when"]),
        page=f"{match['head']} - {PAGE}" if match["file"] else f"{match['head']}/{PAGE}",
        ends=len(match["head"]),
    )


def _when(text: str) -> str:
    """Return the time in ISO format; "" in a language in which nobody reads it here."""
    for form in _TIMES:
        try:
            return datetime.strptime(text, form).isoformat()
        except ValueError:
            continue
    return ""


def _table(table: Table) -> Sheet | None:
    words = [plain(cell) for cell in table.header]
    if words[:1] != ["orgdefinedid"]:
        return None
    keys = [at for at in (0, first(words, ("username",)), first(words, ("email",)))
            if at is not None]  # fmt: skip
    names = first(words, ("firstname",)), first(words, ("lastname",))
    found = {at: match for at, cell in enumerate(table.header)
             if (match := _GRADE.fullmatch(cell))}  # fmt: skip
    end = first(words, ("endoflineindicator",))

    def who(row: Row) -> Listed:
        ids = tuple(table.cell(row, at).removeprefix("#") for at in keys)
        name = " ".join(table.cell(row, at) for at in names).strip()
        return Listed(ids, name, email=table.cell(row, first(words, ("email",))))

    def grade(assignment: str, column: str) -> int:
        headings = [(at, (match["title"],)) for at, match in found.items()]
        return titled(headings, table, assignment, column)

    keep = (*keys, *(() if end is None else (end,)))
    return Sheet(who, keep, grade, most=lambda at: found[at]["most"] or "")


LMS = Lms(
    name="brightspace",
    title="Brightspace",
    read=each(_label),
    extras=frozenset({"index.html"}),
    table=_table,
    grades=Grades(
        where="Grades, Enter Grades, Export, and back with Import",
        columns=(
            ("OrgDefinedId", lambda row: f"#{row.student}"),
            ("{column} Points Grade", lambda row: row.grade),
            ("End-of-Line Indicator", lambda row: "#"),
        ),
        over="cuts off",
    ),
    feedback="the assignment, Add Feedback Files",
)
