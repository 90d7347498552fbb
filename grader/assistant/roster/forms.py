"""Reads a class list in the forms in which people have one: the course's own, or a system's."""

from __future__ import annotations

from pathlib import Path

from grader import lms
from grader.assistant.roster.person import Person
from grader.base.errors import GraderError


def parse(data: bytes, file: Path) -> list[Person]:
    """Return the people of a CSV with commas, semicolons or tabs, with or without a BOM.

    Raises
    ------
    GraderError : there is no column for the student, an id occurs twice or was changed.

    Examples
    --------
    >>> parse("student;name\\n007;Zoë Ångström\\n".encode(), Path("r.csv"))
    [Person(student='007', name='Zoë Ångström', lms_id='', email='', group='')]
    >>> parse(b"Student,ID,SIS User ID,SIS Login ID,Section\\n"
    ...       b"    Points Possible,,,,\\n\\"King, Ada\\",1815,007,ada,A\\n", Path("r.csv"))
    [Person(student='007', name='King, Ada', lms_id='1815', email='', group='')]
    """
    people: dict[str, Person] = {}
    for one in lms.class_list(file, "roster", data):
        if one.student in people:
            raise GraderError(
                f"The roster {file}, line {one.line}, has the student {one.student!r} twice",
                hint="Every student needs an id of their own; delete or mend one of the lines.",
            )
        people[one.student] = Person(one.student, one.name, one.number, one.email, one.group)
    return list(people.values())
