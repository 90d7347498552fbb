"""Reads a class list in the forms in which people have one: the course's own, or a system's."""

from __future__ import annotations

from pathlib import Path

from grader import lms
from grader.assistant.roster.person import Person
from grader.base.errors import GraderError
from grader.base.tables import parse_table


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
    forms = lms.sheets_of(table)
    if not forms:
        got = ", ".join(table.header)[:80]
        raise GraderError(
            f"The roster {file} must have a column `student`, got {got!r}",
            hint="The first line names the columns: student, name, lms_id, email, group. The "
            "gradebook or class list of an LMS is understood, too.",
        )
    people: dict[str, Person] = {}
    for one in map(forms[0][1].who, table.rows):
        student = next(filter(None, (*one.ids, one.number)), "") if one else ""
        if one is None or one.ghost or not student:
            continue
        if student in people:
            raise GraderError(
                f"The roster {file} has the student {student!r} twice",
                hint="Every student needs an id of their own; delete or mend one of the lines.",
            )
        people[student] = Person(student, one.name, one.number, one.email, one.group)
    return list(people.values())
