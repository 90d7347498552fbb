"""Reads a class list in the forms in which people have one.

own      the columns student, name, lms_id, email, group, or other words for them
Canvas   the gradebook as *Grades, Export* gives it: Student is the name there, and ID the number
Moodle   the grading worksheet of an assignment, the list of participants, or the gradebook's
         export, in many languages; "Participant 12" is a number
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from grader.assistant.roster.person import Person
from grader.base.errors import GraderError
from grader.base.tables import Table, parse_table
from grader.lms.words import (
    EMAIL,
    FIRST_NAME,
    ID_NUMBER,
    IDENTIFIER,
    LAST_NAME,
    NAME,
    is_participant,
    plain,
)

_OWN = {
    "student": ("student", "studentid", "username", "login", "sisuserid", "sisloginid", "id"),
    "name": ("name", "fullname", "studentname"),
    "lms_id": ("lmsid", "canvasid", "moodleid", "userid", "lms"),
    "email": ("email", "emailaddress", "mail"),
    "group": ("group", "groupname", "team", "groups"),
}
_POINTS = "Points Possible"
_NUMBERED = re.compile(r"(?P<word>\D+?)\s*(?P<number>\d+)")


def parse(data: bytes, file: Path) -> list[Person]:
    """Return the people of a CSV with commas, semicolons or tabs, with or without a BOM.

    Raises
    ------
    GraderError : there is no column for the student, or an id occurs twice.

    Examples
    --------
    >>> parse("student;name\\n007;Zoë Ångström\\n".encode(), Path("r.csv"))
    [Person(student='007', name='Zoë Ångström', lms_id='', email='', group='')]
    >>> parse(b"Student,ID,SIS User ID,SIS Login ID,Section\\n"
    ...       b"    Points Possible,,,,\\n\\"King, Ada\\",1815,007,ada,A\\n", Path("r.csv"))
    [Person(student='007', name='King, Ada', lms_id='1815', email='', group='')]
    """
    table = parse_table(data, file, "roster")
    reader = _form(table)
    if reader is None:
        got = ", ".join(table.header)[:80]
        raise GraderError(
            f"The roster {file} must have a column `student`, got {got!r}",
            hint="The first line names the columns: student, name, lms_id, email, group. The "
            "gradebook of Canvas and the grading worksheet of Moodle are understood, too.",
        )
    people: dict[str, Person] = {}
    for person in (reader(row) for row in table.rows):
        if person is None or not person.student:
            continue
        if person.student in people:
            raise GraderError(
                f"The roster {file} has the student {person.student!r} twice",
                hint="Every student needs an id of their own; delete or mend one of the lines.",
            )
        people[person.student] = person
    return list(people.values())


def _form(table: Table) -> Callable[[list[str]], Person | None] | None:
    """Return what makes a person of a row, or None if the header is that of no class list."""
    words = [plain(cell) for cell in table.header]
    if words[:1] == ["student"] and "id" in words and "section" in words:
        return _canvas(table, words)
    if words[:3] == ["lastname", "firstname", "id"] and "section" in words:
        return _canvas(table, words)
    if _is_worksheet(table, words) or not {"student", "studentid"} & set(words):
        moodle = _moodle(table, words)
        if moodle is not None:
            return moodle
    at = {key: _first(words, others) for key, others in _OWN.items()}
    if at["student"] is None and at["lms_id"] is None:
        return None
    halves = _first(words, FIRST_NAME), _first(words, LAST_NAME)
    return lambda row: _own(table, row, at, halves)


def _first(words: list[str], wanted: tuple[str, ...] | frozenset[str]) -> int | None:
    """Return the first column with one of the words; of a tuple, the first word that is there."""
    if isinstance(wanted, tuple):
        return next((words.index(word) for word in wanted if word in words), None)
    return next((at for at, word in enumerate(words) if word in wanted), None)


def _own(
    table: Table, row: list[str], at: dict[str, int | None], halves: tuple[int | None, int | None]
) -> Person:
    cells = {key: table.cell(row, column) for key, column in at.items()}
    name = cells["name"] or _joined(table, row, halves)
    return Person(**{**cells, "name": name, "student": cells["student"] or cells["lms_id"]})


def _joined(table: Table, row: list[str], halves: tuple[int | None, int | None]) -> str:
    """Return a name that stands in two columns."""
    return " ".join(table.cell(row, at) for at in halves).strip()


def _canvas(table: Table, words: list[str]) -> Callable[[list[str]], Person | None]:
    number, sis, login = (words.index("id"), _first(words, ("sisuserid",)),
                          _first(words, ("sisloginid",)))  # fmt: skip

    def person(row: list[str]) -> Person | None:
        """Leave out what is no student: the points, what is hidden, Canvas's test student."""
        name = table.cell(row, 0)
        if words[0] == "lastname":
            name = f"{name}, {table.cell(row, 1)}"
        lms_id, by_sis, by_login = (table.cell(row, at) for at in (number, sis, login))
        student = by_sis or by_login or lms_id
        is_test = not by_sis and plain(name) in ("studenttest", "teststudent")
        if not student or name.startswith(_POINTS) or is_test:
            return None
        return Person(student, name, lms_id, by_login if "@" in by_login else "")

    return person


def _is_worksheet(table: Table, words: list[str]) -> bool:
    """Whether the first column has Moodle's numbers of participants."""
    cells = [table.cell(row, 0) for row in table.rows]
    numbered = [_NUMBERED.fullmatch(cell) for cell in cells]
    return bool(
        words[:1]
        and words[0] in IDENTIFIER
        and numbered
        and all(match and is_participant(match["word"]) for match in numbered)
    )


def _moodle(table: Table, words: list[str]) -> Callable[[list[str]], Person | None] | None:
    """Return the reader of a table of Moodle's; None if it is none."""
    worksheet = _is_worksheet(table, words)
    number, email = _first(words, ID_NUMBER), _first(words, EMAIL)
    login, full = _first(words, ("username", "login")), _first(words, NAME)
    first, last = _first(words, FIRST_NAME), _first(words, LAST_NAME)
    group = _first(words, _OWN["group"])
    keys = [at for at in (number, login, email) if at is not None]
    complete = [at for at in keys if all(table.cell(row, at) for row in table.rows)]
    named = full is not None or (first is not None and last is not None)
    if not worksheet and not (named and keys and number != 0 and "id" not in words[:1]):
        return None

    def person(row: list[str]) -> Person | None:
        match = _NUMBERED.fullmatch(table.cell(row, 0)) if worksheet else None
        lms_id = match["number"] if match else ""
        name = table.cell(row, full) or _joined(table, row, (first, last))
        keyed = table.cell(row, complete[0]) if complete else ""
        student = keyed or next((table.cell(row, at) for at in keys if table.cell(row, at)), lms_id)
        return Person(student, name, lms_id, table.cell(row, email), table.cell(row, group))

    return person
