"""Who is in the class: ids, names, the LMS's numbers, groups; and ids that nbgrader can take.

The roster is a CSV with the columns student, name, lms_id, email, group, as far as there are any,
or a table that an LMS gives (``forms``). ``grader collect --roster FILE`` keeps a copy in
``grader/work/roster.csv`` for all commands.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, fields
from pathlib import Path

from grader.assistant.roster.forms import parse
from grader.assistant.roster.person import Person, original_id, safe_id
from grader.assistant.roster.standing import LEFT, note, so_far, words
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import write_whole
from grader.base.texts import read_bytes

__all__ = ["LEFT", "Person", "ever", "load", "original_id", "parse", "remember", "remembered",
           "safe_id", "words"]  # fmt: skip


def remembered(course: Course) -> Path:
    """The course's copy of the roster."""
    return course.work / "roster.csv"


def load(course: Course) -> list[Person]:
    """Return the remembered roster; an empty list if there is none."""
    path = remembered(course)
    return parse(path.read_bytes(), path) if path.is_file() else []


def ever(course: Course) -> dict[str, Person]:
    """Return everybody in the roster or in one before, by folder."""
    before = {name: known.person for name, known in so_far(course).items()}
    return before | {person.folder: person for person in load(course)}


def remember(course: Course, file: Path) -> list[Person]:
    """Read a roster and keep it for later commands.

    Raises
    ------
    GraderError : the file is not a roster, or has nobody in it.
    """
    people = parse(read_bytes(file, "roster"), file)
    if not people:
        raise GraderError(
            f"The roster {file} must have at least one student, got only the first line",
            hint="It is not taken, so that an earlier roster stays.",
        )
    out = io.StringIO()
    writer = csv.DictWriter(out, [item.name for item in fields(Person)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(person) for person in people)
    note(course, load(course), people)
    write_whole(remembered(course), out.getvalue())
    return people
