"""The evening read back by Moodle: its worksheet filled in, and its zip of pages.

The model of Moodle is that of the tests. Other layouts have nothing to check here.
"""

from __future__ import annotations

import html
import time
import zipfile
from typing import TYPE_CHECKING

from evening_archives import team_number
from evening_class import DEFAULT
from evening_reading import expect

from tests.grader.lms.moodle_site import LAYOUTS, Site, User

if TYPE_CHECKING:
    from evening_checks import Evening


def _site(evening: Evening) -> Site | None:
    """Return the Moodle from which the class comes, if it does."""
    if evening.layout not in ("moodle", "teams"):
        return None
    teams = evening.layout == "teams"
    users = [
        User(s.name, s.id, f"{s.lms}@example.org", number, s.group, team_number(s) if teams else 0)
        for number, s in enumerate(evening.students, 4000)
    ]
    columns = set(LAYOUTS["teams" if teams else "usual"])
    return Site("en", users, columns, most=sum(item.points for item in evening.asked))


def check_worksheet(evening: Evening) -> None:
    """Moodle takes the filled worksheet back and has every grade, and none that is not."""
    if (site := _site(evening)) is None:
        return
    folder = evening.archive.path.parent
    sheet, filled = folder / "worksheet.csv", folder / "filled.csv"
    sheet.write_text(site.worksheet(), encoding="utf-8")
    words = ["--template", str(sheet), "--to", str(filled), "--partial"]
    evening.run("export", evening.assignment, *words)
    site.upload(filled.read_bytes().decode(), time.time())
    for student, user in zip(evening.students, site.users, strict=True):
        points = None if student.absent else evening.final(student)
        expect(user.grade == points, f"{student.id}: {points} in Moodle, not {user.grade}")


def check_pages(evening: Evening) -> None:
    """Moodle gives every page to whose it is; who differs from the team gets none."""
    if (site := _site(evening)) is None:
        return
    work = evening.course.work
    with zipfile.ZipFile(work / f"{evening.assignment}-feedback.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    given = site.feedback(list(pages))
    for student in evening.here:
        if student.group and evening.layout == "moodle":
            continue  # this site has no teams: who uploads for a group does it by its name
        mates = [s for s in evening.students if s.group and s.group == student.group] or [student]
        alone = any(evening.expected(mate) != evening.expected(student) for mate in mates)
        names = given.get(student.id, [])
        wanted = 0 if alone or student.group == DEFAULT else 1
        expect(len(names) == wanted, f"{student.id} gets {wanted} page(s), not {names}")
        expect(all(mate.id in html.unescape(pages[name]) for name in names for mate in mates),
               f"the names of {student.group or student.id} on {names}")  # fmt: skip
