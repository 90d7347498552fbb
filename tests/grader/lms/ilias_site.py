"""A model of ILIAS, after its source: ilExSubmission, ilExAssignment, ilFileUtils.

A folder of a download is ``<Family>_<Given>_<login>_<user>``, of a team in ``Team <n>``; a letter
that HTML has a name for loses its accent, and every other byte that is not ASCII is ``_``. The zip
of *Multi-Feedback* must have a folder at its top whose name begins with ``multi_feedback``; in it
the last part of a folder's name is the user, and a page for one of a team is the team's. It imports
no grades.
"""

from __future__ import annotations

import re
from html.entities import codepoint2name

from tests.grader.lms.school import FILE, Pupil, School


class IliasSite(School):
    """ILIAS with one exercise; its logins are the ids of the university."""

    def folder(self, pupil: Pupil) -> str:
        """``getASCIIFilename``."""
        text = "_".join((pupil.family, pupil.given, pupil.id, str(pupil.number)))
        signs = (codepoint2name[ord(s)][0] if ord(s) > 127 and ord(s) in codepoint2name else s
                 for s in text)  # fmt: skip
        plain = "".join(s if ord(s) < 127 else "_" * len(s.encode()) for s in signs)
        return re.sub(r'[:\\/*?"<>|]', "_", plain)

    def download(self) -> dict[str, bytes]:
        """*Download All Submissions*; a late file says so, and only the newest is there."""
        found = {}
        for pupil in self.uploads():
            team = f"Team {70_000 + pupil.at}/" if self.teams else ""
            late = "Late Submission - " if pupil.kind == "late" else ""
            found[f"Week 1/Abgaben/{team}{self.folder(pupil)}/{late}{FILE}"] = pupil.work()
        return found

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """``uploadMultiFeedbackFile`` and ``getMultiFeedbackFiles``."""
        tops = {path.split("/")[0] for path in pages}
        assert any(top.startswith("multi_feedback") for top in tops), tops
        for path, page in pages.items():
            top, folder, file = path.split("/")
            user = re.match(r"\d+", folder.split("_")[-1])
            pupil = self.by(number=int(user[0])) if user else None
            if top.startswith("multi_feedback") and pupil and not file.startswith("."):
                self.give(self.mates(pupil), page)
