"""A model of Brightspace, after D2L's help: "Importing grades", "Evaluate assignments".

A folder of a download is called ``<user>-<assignment> - <name> - <time>``, of a group with the
group's number and name; ``index.html`` lies beside. Feedback files come back in folders of these
names. The import knows a user by ``OrgDefinedId`` or ``Username`` and a numeric item by ``<title>
Points Grade``; a line ends in ``#``, and a grade over the maximum is cut off.
"""

from __future__ import annotations

import re

from tests.grader.lms.school import FILE, MOST, Pupil, School, rows_of, table

ITEM = f"Week 1 Points Grade <Numeric MaxPoints:{MOST:g} Weight:10>"
HEADS = ["OrgDefinedId", "Username", "Last Name", "First Name", "Email", ITEM,
         "Week 10 Points Grade <Numeric MaxPoints:1>", "End-of-Line Indicator"]  # fmt: skip


class BrightspaceSite(School):
    """Brightspace with one assignment; nobody knows its own numbers of users."""

    names = False

    def roster(self) -> bytes:
        """The export of the grades is the class list; groups stand only in one's own."""
        return super().roster() if self.teams else self.gradebook()

    def folder(self, pupil: Pupil, *, early: bool = False) -> str:
        """Return the folder of a hand-in."""
        name = re.sub(r'[\\/:*?"<>|]', "_", pupil.team or pupil.name)
        time = "Nov 19, 2026 0905 AM" if early else "Nov 20, 2026 1158 PM"
        return f"{pupil.number}-8123 - {name} - {time}"

    def download(self) -> dict[str, bytes]:
        """All submissions; of several, each has its folder."""
        found = {"index.html": b"<html></html>"}
        for pupil in self.uploads():
            if pupil.kind == "again":
                found[f"{self.folder(pupil, early=True)}/{FILE}"] = pupil.work(empty=True)
            found[f"{self.folder(pupil)}/{FILE}"] = pupil.work()
        return found

    def gradebook(self) -> bytes:
        """*Export*, with both keys."""
        rows = [[f"#{p.id}", f"#{p.login}", p.family, p.given, p.email,
                 "" if p.grade is None else f"{p.grade:g}", "1", "#"]
                for p in self.pupils]  # fmt: skip
        return table([HEADS, *rows]).encode("utf-8-sig")

    def take_grades(self, data: bytes) -> None:
        """*Import*; an empty cell is taken as an order to delete."""
        header, *rows = rows_of(data.decode("utf-8-sig"))
        item = next(at for at, cell in enumerate(header) if cell.startswith("Week 1 Points Grade"))
        assert header[-1] == "End-of-Line Indicator"
        for row in rows:
            assert row[-1] == "#"
            pupil = self.by(id=row[header.index("OrgDefinedId")].removeprefix("#"))
            assert pupil is not None
            pupil.grade = min(float(row[item]), MOST) if row[item] else None

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """*Add Feedback Files*: the folder must be one that was given out."""
        folders = {self.folder(p, early=early): p for p in self.uploads() for early in (0, 1)}
        for path, page in pages.items():
            folder, _, file = path.partition("/")
            assert file
            self.give(self.mates(folders[folder]), page)
