"""Moodle.

A download has a folder ``Ada Lovelace_1815_assignsubmission_file_/`` for each participant, since
Moodle 4.1 without the last ``_``, or all in one name; for nobody's group
``Default group_assignsubmission_file_/``. The number is that of a participation and is new in each
assignment; a group may stand before the name, ``Team A-Ada Lovelace``.

"Upload multiple feedback files in a zip" reads a folder, or the beginning of a file's name,
``<name>_<participant>_assignsubmission_file_``. The folder goes back as Moodle wrote it, with the
page in it. Of a group it has the number of the group, which the upload would take for a
participant's, and so for anybody's; a group's page is left out.

The gradebook's CSV import maps ``ID number`` or ``Email address`` to its users, and ``Grade`` and
``Feedback comments`` to the assignment. "Upload grading worksheet" in the assignment looks for
``Identifier``, ``Grade``, ``Last modified (grade)`` and ``Feedback comments``.

References: Moodle's documentation, "Grade import" and "Offline grading worksheet".
"""

from __future__ import annotations

import re
from functools import partial

from grader.base.errors import GraderError
from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first
from grader.lms.system import PAGE, Asked, Label, Lms, Parts, each, split_attempt, split_late
from grader.lms.words import (
    EMAIL,
    FEEDBACK,
    FIRST_NAME,
    GRADE,
    GROUP,
    ID_NUMBER,
    IDENTIFIER,
    LAST_NAME,
    MAXIMUM,
    NAME,
    is_participant,
)

# Of a folder the last number is Moodle's, because a name may look like anything; of a file's name
# the first is, because the rest of it is the student's.
_FOLDER = re.compile(r"(?P<name>.+?)(?:_(?P<user>\d+))?_assignsubmission_[a-z]+_?", re.DOTALL)
_FILE = re.compile(
    r"(?P<head>(?P<name>.+?)(?:_(?P<user>\d+))?_assignsubmission_[a-z]+)_?(?P<file>.+)", re.DOTALL
)
_NUMBERED = re.compile(r"(?P<word>\D+?)\s*(?P<number>\d+)")


def _label(parts: Parts, asked: Asked) -> Label | str:
    part, inside = parts[0], parts[1:]
    folder = _FOLDER.fullmatch(part) if inside else None
    match = folder or _FILE.fullmatch(part)
    if match is None:
        return ""
    name, late = split_late(match["name"])
    file = inside or (match["file"],)
    page = f"{part}/{PAGE}" if folder else f"{match['head']}_{PAGE}"
    parted = (name.partition("-")[2], name.rpartition("-")[2])  # behind a group's name
    return Label(
        who=name,
        also=tuple(dict.fromkeys(filter(None, parted))),
        file=file,
        lms_id=match["user"] or "",
        late=late,
        attempt=split_attempt(file[-1])[1],
        hidden=is_participant(name),
        page=page if match["user"] else "",
        ends=len(part) if folder else len(match["head"]),
    )


def _numbered(table: Table, words: list[str]) -> bool:
    """Whether the first column has Moodle's numbers of participants: one word, and a number."""
    matches = [_NUMBERED.fullmatch(table.cell(row, 0)) for row in table.rows]
    if not words or words[0] not in IDENTIFIER or not matches or None in matches:
        return False
    used = {match["word"] for match in matches if match}
    sure = len(used) == 1 and {*words} & GRADE and {*words} & MAXIMUM
    return bool(sure) or all(map(is_participant, used))


def _table(table: Table) -> Sheet | None:
    """Read the worksheet of an assignment, a list of participants, or the gradebook's export."""
    words = [plain(cell) for cell in table.header]
    worksheet = _numbered(table, words)
    full, halves = first(words, NAME), (first(words, FIRST_NAME), first(words, LAST_NAME))
    number, email = first(words, ID_NUMBER), first(words, EMAIL)
    keys = [at for at in (number, first(words, ("username", "login")), email) if at is not None]
    named = full is not None or None not in halves
    stranger = {"student", "studentid"} & set(words) or number == 0 or words[:1] == ["id"]
    if not worksheet and (stranger or not named or not keys):
        return None
    keys.sort(key=lambda at: not all(table.cell(row, at) for row in table.rows))
    most, group = first(words, MAXIMUM), first(words, GROUP)

    def who(row: Row) -> Listed:
        match = _NUMBERED.fullmatch(table.cell(row, 0)) if worksheet else None
        name = table.cell(row, full) or " ".join(table.cell(row, at) for at in halves).strip()
        ids = tuple(table.cell(row, at) for at in keys)
        own = match["number"] if match else ""
        return Listed(ids, name, own, table.cell(row, email), table.cell(row, group))

    return Sheet(
        who,
        range(len(words)),
        partial(_column, words) if worksheet else None,
        first(words, FEEDBACK),
        lambda at: table.cell(table.rows[0], most),
    )


def _column(words: list[str], assignment: str, column: str) -> int:
    at = first(words, frozenset({plain(column)}) if column else GRADE)
    if at is None:
        raise GraderError(
            "Moodle's grading worksheet must have a column Grade",
            hint='In another language say what "Grade" is called there, with --column "...".',
        )
    return at


LMS = Lms(
    name="moodle",
    title="Moodle",
    read=each(_label),
    personal=False,
    table=_table,
    grades=Grades(
        where="the assignment, Download grading worksheet, and back with Upload grading worksheet",
        columns=(
            ("Identifier", lambda row: f"Participant {row.number}" if row.number else ""),
            ("ID number", lambda row: row.student),
            ("Full name", lambda row: row.name),
            ("Email address", lambda row: row.email),
            ("Grade", lambda row: row.grade),
            ("Maximum grade", lambda row: row.most),
            ("Last modified (grade)", lambda row: ""),
            ("Feedback comments", lambda row: row.comment),
        ),
        refuses_more=True,
        remark='In "Upload grading worksheet" tick "Allow updating records that have been modified '
        'more recently in Moodle", or Moodle passes over who was graded there since.',
    ),
    feedback="Upload multiple feedback files in a zip",
    group_pages=False,
)
