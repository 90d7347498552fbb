"""Moodle.

A download has a folder ``Ada Lovelace_1815_assignsubmission_file_/`` for each participant, since
Moodle 4.1 without the last ``_``, or all in one name; for nobody's group
``Default group_assignsubmission_file_/``. The number is that of a participation and is new in each
assignment; a group may stand before the name, ``Team A-Ada Lovelace``. Where groups hand in, a
folder has the name and the number of the group; that of nobody's group has no number.

"Upload multiple feedback files in a zip" reads a folder, or the beginning of a file's name,
``<name>_<number>_assignsubmission_file_``. The folder goes back as Moodle wrote it, with the page
in it. Where groups hand in, the upload takes the number for that of the group and gives the page to
all of it; without a number it passes over the page.

The gradebook's CSV import maps ``ID number`` or ``Email address`` to its users, and ``Grade`` and
``Feedback comments`` to the assignment. "Upload grading worksheet" in the assignment looks for
``Identifier``, ``Grade``, ``Last modified (grade)`` and ``Feedback comments``, in the language of
whoever uploads it. It takes no empty grade and none over the maximum, but an empty comment. A grade
that Moodle had later than the time in the row stays there; so a row that is filled in has the time
at which that was done, in a form that Moodle reads in every language.

References: Moodle's documentation, "Grade import" and "Offline grading worksheet"; of its source
mod/assign/classes/downloader.php, feedback/file/importziplib.php, feedback/offline/locallib.php.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first
from grader.lms.system import PAGE, Download, Label, Lms, Parts, split_attempt, split_late
from grader.lms.words import EMAIL, FIRST_NAME, GROUP, ID_NUMBER, LAST_NAME, NAME, is_participant
from grader.lms.worksheet import worksheet

# Of a folder the last number is Moodle's, because a name may look like anything; of a file's name
# the first is, because the rest of it is the student's.
_FOLDER = re.compile(r"(?P<name>.+?)(?:_(?P<user>\d+))?_assignsubmission_[a-z]+_?", re.DOTALL)
_FILE = re.compile(
    r"(?P<head>(?P<name>.+?)(?:_(?P<user>\d+))?_assignsubmission_[a-z]+)_?(?P<file>.+)", re.DOTALL
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")  # what a course calls its students where nobody has an id
_SEVERAL = 3  # people, of whom not all have one name


def _read(download: Download) -> list[Label | str]:
    """Read all names; one word for several people, whom nobody knows by it, hides them."""
    labels = [_label(parts) for parts in download.paths]
    found = [label for label in labels if isinstance(label, Label)]
    people = {label.who: set[str]() for label in found}
    for label in found:
        people[label.who].add(label.lms_id)
    hidden = len(people) == 1 and all(
        len(numbers) >= _SEVERAL and not download.asked.is_student(who)
        for who, numbers in people.items()
    )
    return [replace(label, hidden=True) if hidden and isinstance(label, Label) else label
            for label in labels]  # fmt: skip


def _label(parts: Parts) -> Label | str:
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


def _table(table: Table) -> Sheet | None:
    """Read the worksheet of an assignment, a list of participants, or the gradebook's export."""
    return worksheet(table) or _people(table)


def _people(table: Table) -> Sheet | None:
    """Read a list of participants or the gradebook's export, by the words of the headings."""
    words = [plain(cell) for cell in table.header]
    full, halves = first(words, NAME), (first(words, FIRST_NAME), first(words, LAST_NAME))
    number, email = first(words, ID_NUMBER), first(words, EMAIL)
    keys = [at for at in (number, first(words, ("username", "login")), email) if at is not None]
    named = full is not None or None not in halves
    stranger = {"student", "studentid"} & set(words) or number == 0 or words[:1] == ["id"]
    if stranger or not named or not keys:
        return None
    keys.sort(key=lambda at: not all(table.cell(row, at) for row in table.rows))
    group = first(words, GROUP)

    def who(row: Row) -> Listed:
        name = table.cell(row, full) or " ".join(table.cell(row, at) for at in halves).strip()
        ids = tuple(table.cell(row, at) for at in keys)
        return Listed(ids, name, "", table.cell(row, email), table.cell(row, group))

    return Sheet(who, range(len(words)))


LMS = Lms(
    name="moodle",
    title="Moodle",
    read=_read,
    personal=False,
    table=_table,
    grades=Grades(
        where="the assignment, Download grading worksheet, and back with Upload grading worksheet",
        columns=(
            ("Identifier", lambda row: f"Participant {row.number}" if row.number else ""),
            ("ID number", lambda row: "" if _MAIL.fullmatch(row.student) else row.student),
            ("Full name", lambda row: row.name),
            ("Email address", lambda row: row.email or "".join(_MAIL.findall(row.student))),
            ("Grade", lambda row: row.grade),
            ("Maximum grade", lambda row: row.most),
            ("Last modified (grade)", lambda row: row.written),
            ("Feedback comments", lambda row: row.comment),
        ),
        over="skips",
        remark="Whoever is graded in Moodle after this file was written keeps that grade; to give "
        'it all the same, export again, or tick "Allow updating records that have been modified '
        'more recently in Moodle". What is imported into the gradebook instead is overridden '
        "there: later grades of the assignment do not show.",
    ),
    feedback="Upload multiple feedback files in a zip",
    remark="A group's page reaches all of the group since Moodle 4.1.",
)
