"""A model of OpenOlat, after its source: GTACourseNode, DataStepForm, BulkAssessmentTask.

The archive has ``<Family>_<Given>_<login>/2_submissions/``, in which spaces are ``_`` and whatever
is not ASCII is gone; of a group ``<group>_<number>``. The bulk assessment splits what is pasted at
line ends and tabs and knows no quotation marks: the first cell is a login, an address or a number,
then points, passed, comment; what is empty is not changed, and so is a grade over the maximum. In
the zip beside it, the folder right above a file is that first cell.
"""

from __future__ import annotations

import unicodedata

from tests.grader.lms.school import FILE, MOST, Pupil, School


class OlatSite(School):
    """OpenOlat with one task; its logins are the ids of the university."""

    def folder(self, pupil: Pupil) -> str:
        """``transformDisplayNameToFileSystemName``."""
        if pupil.team:
            return f"{pupil.team}_{117_000 + pupil.at}"
        name = f"{pupil.family}_{pupil.given}_{pupil.id}"
        for sign in "?\\/ ":
            name = name.replace(sign, "_")
        return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()

    def download(self) -> dict[str, bytes]:
        """*Archive*; who was asked for a revision has it in a folder of its own."""
        found = {f"ita_Week_1/solutions/{FILE}": b"the teacher's"}
        for pupil in self.uploads():
            folder = f"ita_Week_1/{self.folder(pupil)}"
            again = pupil.kind == "again"
            found[f"{folder}/1_task/task.pdf"] = b"the teacher's"
            found[f"{folder}/2_submissions/{FILE}"] = pupil.work(empty=again)
            if again:
                found[f"{folder}/3_corrections/{FILE}"] = b"the teacher's"
                found[f"{folder}/4_revisions_1/{FILE}"] = pupil.work()
        return found

    def take_grades(self, data: bytes) -> None:
        """``splitRawData`` and ``createRow``."""
        for line in data.decode().replace("\r\n", "\n").split("\n"):
            if not line.strip():
                continue
            who, score, passed, comment = line.split("\t")
            pupil = self._named(who.strip())
            assert pupil is not None
            assert passed == ""
            assert comment.startswith("Week 1: ")
            assert '"' not in (comment[0], comment[-1])
            if score.strip() and float(score.replace(",", ".")) <= MOST:
                pupil.grade = float(score.replace(",", "."))

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """``processReturnFiles``: each has a folder, in groups too."""
        for path, page in pages.items():
            pupil = self._named(path.split("/")[-2])
            assert pupil is not None
            self.give([pupil], page)

    def _named(self, who: str) -> Pupil | None:
        return self.by(id=who) or self.by(email=who)
