"""A model of Blackboard, after its help, "Download assignments" and "Work offline with grade data".

A file is called ``<title>_<login>_attempt_<time>_<file>``, of a group with its name in place of the
login, and a note without a file lies beside it. The table has tabs and is in UTF-16; a column is
known by the number behind ``|``, a student by the user name; a heading without a number makes a new
column. It takes no zip of pages.
"""

from __future__ import annotations

import re

from tests.grader.lms.school import FILE, MOST, Pupil, School, rows_of, table

HEADS = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
         f"Week 1 [Total Pts: {MOST:g} Score] |901",
         "Week 10 [Total Pts: 5 Score] |902"]  # fmt: skip
EARLY, AGAIN = "2026-11-20-10-00-00", "2026-11-20-11-30-00"


class BlackboardSite(School):
    """Blackboard with one assignment, whose title has a ``_`` in it."""

    def roster(self) -> bytes:
        """The gradebook is the class list; groups stand only in one's own."""
        return (
            super().roster().replace(b"student,", b"username,") if self.teams else self.gradebook()
        )

    def download(self) -> dict[str, bytes]:
        """*Assignment File Download*, with all attempts."""
        found = {}
        for pupil in self.uploads():
            head = f"Week_1_{pupil.team or (pupil.id if self.teams else pupil.login)}_attempt_"
            times = [EARLY, AGAIN] if pupil.kind == "again" else [EARLY]
            for time in times:
                empty = time == EARLY and pupil.kind == "again"
                found[f"{head}{time}_{FILE}"] = pupil.work(empty=empty)
                found[f"{head}{time}.txt"] = self.note(pupil, f"{head}{time}_{FILE}").encode()
        return found

    def note(self, pupil: Pupil, file: str) -> str:
        """What Blackboard writes beside a hand-in; here in German, and nothing was typed."""
        return (
            f"Name: {pupil.name} ({pupil.login})\nAufgabe: Week 1\nNote: 00\n\n"
            "Texteinreichung:\nEs gibt keinen Text zu dieser Aufgabe.\n\n"
            "Kommentare:\nEs gibt keine Kommentare zu dieser Aufgabe.\n\n"
            f"Dateien:\n\tOriginal: {FILE}\n\tName: {file}\n"
        )

    def gradebook(self) -> bytes:
        """*Download Grades*."""
        rows = [[p.family, p.given, p.login, p.id, "", "Yes",
                 "" if p.grade is None else f"{p.grade:g}", "1"] for p in self.pupils]  # fmt: skip
        return table([HEADS, *rows], "\t").encode("utf-16")

    def take_grades(self, data: bytes) -> None:
        """*Upload Grades*; an empty cell is taken as an order to delete."""
        header, *rows = rows_of(data.decode("utf-16"), "\t")
        at = {m[1]: i for i, cell in enumerate(header) if (m := re.search(r"\|(\d+)$", cell))}
        assert set(at) == {"901"}
        for row in rows:
            pupil = self.by(login=row[header.index("Username")])
            assert pupil is not None
            pupil.grade = float(row[at["901"]]) if row[at["901"]] else None
