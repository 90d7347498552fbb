"""Models of what takes nothing back: Microsoft Teams, Gradescope, and folders that people make.

Teams keeps ``Submitted files/<name>/<assignment>/Version <n>/`` (Microsoft: "Where are my class
files stored?"); what one of a group turns in is turned in by all. Gradescope's export has
``submission_<n>/`` and says in ``submission_metadata.yml`` who it is (its help: "Export
submissions"). A person names folders by ids.
"""

from __future__ import annotations

from tests.grader.lms.school import FILE, School


class TeamsSite(School):
    """Microsoft Teams; a group's hand-in lies with each of them."""

    names = False

    def download(self) -> dict[str, bytes]:
        """The folder of SharePoint, which has every version."""
        found = {}
        for pupil in self.pupils:
            author = self.author(pupil)
            if author.kind == "missing":
                continue
            twice = author.kind == "again"
            folder = f"Submitted files/{pupil.name}/Week 1"
            found[f"{folder}/Version 1/{FILE}"] = author.work(empty=twice)
            if twice:
                found[f"{folder}/Version 2/{FILE}"] = author.work()
        return found


class GradescopeSite(School):
    """Gradescope, where a group has one submission."""

    def download(self) -> dict[str, bytes]:
        """*Export Submissions*; the newest of each."""
        found, index = {}, []
        for pupil in self.uploads():
            folder = f"submission_{400_000 + pupil.at}"
            index += [f"{folder}:", "  :submitters:"]
            for mate in self.mates(pupil):
                index += [f"  - :name: {mate.name}", f"    :sid: '{mate.id}'",
                          f"    :email: {mate.email}"]  # fmt: skip
            found[f"assignment_7_export/{folder}/{FILE}"] = pupil.work()
        text = "\n".join(index)
        return {**found, "assignment_7_export/submission_metadata.yml": text.encode()}


class PlainSite(School):
    """Folders named by ids, those who work together with ``+``."""

    def download(self) -> dict[str, bytes]:
        """A folder for each, with a mark where it was late."""
        found = {}
        for pupil in self.uploads():
            who = "+".join(mate.id for mate in self.mates(pupil))
            late = "_LATE" if pupil.kind == "late" else ""
            again = FILE.replace(".", " (1).") if pupil.kind == "again" else FILE
            found[f"{who}{late}/{again}"] = pupil.work()
        return found

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """A person opens the folder of an id."""
        for path, page in pages.items():
            pupil = self.by(id=path.split("/")[0])
            assert pupil is not None
            self.give([pupil], page)
