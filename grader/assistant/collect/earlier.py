"""Who handed in before: a later archive does not put a namesake's work into a student's place."""

from __future__ import annotations

from collections.abc import Sequence

from grader import lms
from grader.assistant import receipts
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.people import People
from grader.assistant.roster import original_id
from grader.base.course import Course
from grader.base.names import printable

Found = Sequence[tuple[HandedIn, list[str]]]


def others(
    course: Course, assignment: str, people: People, found: Found
) -> dict[tuple[str, str], str]:
    """Return whose earlier work came under another sign, by student and sign, and why that matters.

    A name says nothing where a system gave it two numbers. Numbers that are new in each assignment
    may all be new, because the assignment was made again in the system: then they say nothing.
    """
    by_name = {
        (student, item.claim): item
        for item, (student, *more) in ((item, ids) for item, ids in found if ids)
        if not more and people.sureness(item, student) == 1
    }
    before = {key: _before(course, assignment, key[0], item) for key, item in by_name.items()}
    known = {key: claims for key, claims in before.items() if claims}
    is_same = len(known) == 1 or any(key[1] in claims for key, claims in known.items())
    doubtful = {}
    for key, claims in known.items():
        personal = lms.get(by_name[key].layout).personal
        if key[1] not in claims and (personal or is_same):
            name = printable(next(iter(claims.values())))
            doubtful[key] = f"is not taken for {original_id(key[0])}, whose work came as {name}"
    return doubtful


def _before(course: Course, assignment: str, student: str, item: HandedIn) -> dict[str, str]:
    """Return the signs under which a system gave a student's earlier work, each with a file."""
    versions = receipts.load(course, assignment, student).versions
    files = [file for version in versions[-1:] for file in version.files[:1]]
    labels = [(file, file.label) for file in files if file.layout == item.layout]
    signs = ((label.lms_id or label.owner or label.who, file.name) for file, label in labels)
    return {sign: name for sign, name in signs if sign}
