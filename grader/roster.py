"""Who is in the class: ids, names, the LMS's numbers, groups; and ids that nbgrader can take.

The roster is a CSV with the columns student, name, lms_id, email, group, as far as there are any.
``grader collect --roster FILE`` keeps a copy in ``grader/work/roster.csv`` for all commands.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from grader.course import Course
from grader.errors import GraderError

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]|_(?=0x)")
_ESCAPED = re.compile(r"_0x((?:10|[0-9a-f])?[0-9a-f]{1,4})_")
_OTHER_WORDS = {
    "student": ("student_id", "id", "username", "login", "sis_user_id", "sis_login_id"),
    "name": ("full_name", "student_name", "fullname"),
    "lms_id": ("canvas_id", "moodle_id", "user_id", "lms"),
    "email": ("email_address", "e-mail", "mail"),
    "group": ("group_name", "team"),
}


@dataclass(frozen=True)
class Person:
    """One line of the roster; ``student`` is the id as the course writes it."""

    student: str
    name: str = ""
    lms_id: str = ""
    email: str = ""
    group: str = ""

    @property
    def folder(self) -> str:
        """The id as it is used in folders and in the gradebook."""
        return safe_id(self.student)


def safe_id(student: str) -> str:
    """Return an id of ``A-Za-z0-9_-`` only; any other character is written as its number.

    Examples
    --------
    >>> safe_id("ada-1"), safe_id("zoë"), original_id(safe_id("zoë"))
    ('ada-1', 'zo_0xeb_', 'zoë')
    """
    return _UNSAFE.sub(lambda match: f"_0x{ord(match[0]):x}_", student)


def original_id(safe: str) -> str:
    """Return the id that ``safe_id`` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), safe)


def remembered(course: Course) -> Path:
    """The course's copy of the roster."""
    return course.work / "roster.csv"


def load(course: Course) -> list[Person]:
    """Return the remembered roster; an empty list if there is none."""
    path = remembered(course)
    return parse(path.read_bytes(), path) if path.is_file() else []


def remember(course: Course, file: Path) -> list[Person]:
    """Read a roster and keep it for later commands.

    Raises
    ------
    GraderError : the file is not a roster.
    """
    try:
        people = parse(file.read_bytes(), file)
    except FileNotFoundError:
        raise GraderError(f"There is no roster {file}") from None
    out = io.StringIO()
    writer = csv.DictWriter(out, [item.name for item in fields(Person)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(person) for person in people)
    path = remembered(course)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(out.getvalue(), encoding="utf-8")
    os.replace(draft, path)
    return people


def parse(data: bytes, file: Path) -> list[Person]:
    """Return the people of a CSV with commas, semicolons or tabs, with or without a BOM.

    Raises
    ------
    GraderError : there is no column for the student, or an id occurs twice.

    Examples
    --------
    >>> parse("student;name\\n007;Zoë Ångström\\n".encode(), Path("r.csv"))
    [Person(student='007', name='Zoë Ångström', lms_id='', email='', group='')]
    """
    text = _decoded(data)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    columns = _columns(rows[0] if rows else [])
    if "student" not in columns and "lms_id" not in columns:
        raise GraderError(
            f"The roster {file} must have a column `student`, got {first.strip()[:80]!r}",
            hint="The first line names the columns: student, name, lms_id, email, group.",
        )
    people: dict[str, Person] = {}
    for row in rows[1:]:
        cells = {key: _cell(row, at) for key, at in columns.items()}
        student = cells.get("student") or cells.get("lms_id", "")
        if not student:
            continue
        if student in people:
            raise GraderError(f"The roster {file} has the student {student!r} twice")
        people[student] = Person(**{**cells, "student": student})
    return list(people.values())


def _columns(header: list[str]) -> dict[str, int]:
    """Return where each field is; a name of our own wins over a word that others use."""
    words = [re.sub(r"\s+", "_", cell.strip().lower()) for cell in header]
    found = {}
    for key, others in _OTHER_WORDS.items():
        at = next((words.index(word) for word in (key, *others) if word in words), None)
        if at is not None:
            found[key] = at
    return found


def _cell(row: list[str], at: int) -> str:
    return unicodedata.normalize("NFC", row[at].strip()) if at < len(row) else ""


def _decoded(data: bytes) -> str:
    """Return the text; spreadsheets write UTF-8, UTF-16 with a BOM, or the Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
