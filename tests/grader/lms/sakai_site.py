"""A model of Sakai, after its source: AssignmentServiceImpl, AssignmentAction, ImportGradesHelper.

A folder is ``<title>/<Family, Given>(<eid>)/``, of a group ``<group> (<uuid>)``, of somebody whose
name is hidden ``<uuid> Anonymous Submission``. *Upload All* takes the first folder off, the eid
between the last brackets, and files below ``Feedback Attachment(s)``; in ``grades.csv`` it skips
three lines, and reads the eid in the second cell and the grade in the fifth, of groups the fourth.
The gradebook takes no grade for an item that the assignment made.
"""

from __future__ import annotations

from tests.grader.lms.school import FILE, Pupil, School, rows_of, table

ROOT = "Week 1"
ATTACHED = "Feedback Attachment(s)"
HEADS = ["Display ID", "ID", "Last Name", "First Name", "grade", "Submission date",
         "Late submission"]  # fmt: skip
GROUP_HEADS = ["Group", "ID", "Members", "grade", "Submission date", "Late submission"]


class SakaiSite(School):
    """Sakai with one assignment."""

    def uuid(self, pupil: Pupil) -> str:
        """Return the number of a submission, or of a group."""
        return f"6f0e5bd1-7c39-4a30-9d4c-3f1d52a6a{pupil.at:03}"

    def folder(self, pupil: Pupil) -> str:
        """Return the folder of a hand-in, without that around them."""
        if self.blind:
            return f"{self.uuid(pupil)} Anonymous Submission"
        if pupil.team:
            return f"{pupil.team} ({self.uuid(pupil)})"
        return f"{pupil.family}, {pupil.given}({pupil.id})"

    def roster(self) -> bytes:
        """Hidden numbers stand in ``lms_id``."""
        if not self.blind:
            return super().roster()
        rows = [[p.id, p.name, self.uuid(p)] for p in self.pupils]
        return table([["student", "name", "lms_id"], *rows]).encode()

    def download(self) -> dict[str, bytes]:
        """*Download All*, with everything ticked."""
        found = {f"{ROOT}/grades.csv": self.gradebook()}
        for pupil in self.uploads():
            if self.teams and not pupil.team:
                continue  # only groups hand in
            folder = f"{ROOT}/{self.folder(pupil)}"
            found[f"{folder}/timestamp.txt"] = b"2026-11-20T09:00:00Z"
            found[f"{folder}/Submission attachment(s)/{FILE}"] = pupil.work()
            found[f"{folder}/comments.txt"] = b""
        return found

    def told(self, pupil: Pupil) -> bool:
        """Who is in no group cannot hand in."""
        return bool(pupil.team) if self.teams else super().told(pupil)

    def gradebook(self) -> bytes:
        """``grades.csv``: a title, an empty line, the headings."""
        rows, heads = [], GROUP_HEADS if self.teams else HEADS
        for pupil in self.pupils:
            grade = "" if pupil.grade is None else f"{pupil.grade:g}"
            if self.teams and pupil.team and self.author(pupil) is pupil:
                rows.append([pupil.team, self.uuid(pupil), "", grade, "", ""])
            elif self.blind:
                rows.append([self.folder(pupil)] * 2 + ["Anonymous"] * 2 + [grade, "", ""])
            elif not self.teams:
                rows.append([pupil.login, pupil.id, pupil.family, pupil.given, grade, "", ""])
        return table([[ROOT, "Points"], [""], heads, *rows]).encode()

    def take_grades(self, data: bytes) -> None:
        """``uploadAll_parseZipFile``: an empty grade deletes."""
        for row in rows_of(data.decode())[3:]:
            pupil = next(p for p in self.pupils if row[1] in (p.id, self.uuid(p), self.folder(p)))
            cell = row[3] if self.teams else row[4]
            for one in self.mates(pupil):
                one.grade = float(cell) if cell else None

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """``uploadAll_parseZipFile``: who is meant, and whether it is an attachment."""
        known = {(self.uuid(p) if self.teams else self.folder(p) if self.blind else p.id): p
                 for p in self.pupils}  # fmt: skip
        for path, page in pages.items():
            assert len(path.split("/")) > 2
            who = path.split("/")[1]
            if "(" in who and who.endswith(")"):
                who = who[who.rindex("(") + 1 : -1]
            assert f"/{ATTACHED}/" in path
            self.give(self.mates(known[who]), page)
