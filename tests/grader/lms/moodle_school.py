"""The class of the school at the model of Moodle (:mod:`moodle_site`), in English."""

from __future__ import annotations

from functools import cached_property

from tests.grader.lms.moodle_site import LAYOUTS, Site, User
from tests.grader.lms.school import FILE, MOST, Pupil, School


class MoodleSite(School):
    """Moodle with one assignment; who is in no team hands in for all of its default group."""

    def author(self, pupil: Pupil) -> Pupil:
        """Those without a team are one for Moodle."""
        return self.pupils[0] if self.teams and not pupil.team else super().author(pupil)

    def paged(self, pupil: Pupil) -> bool:
        """The default group has no number, and so Moodle takes no page for it."""
        return not self.teams or bool(pupil.team)

    @cached_property
    def site(self) -> Site:
        """The site, whose users are the pupils in order."""
        layout = "teams" if self.teams else "blind" if self.blind else "usual"
        users = [
            User(p.name, p.id, p.email, p.number, p.team or "Default group",
                 500 + p.at % 10 if p.team else 0, p.grade, "by hand" if p.grade else "")
            for p in self.pupils
        ]  # fmt: skip
        return Site("en", users, set(LAYOUTS[layout]), most=MOST)

    def roster(self) -> bytes:
        """The worksheet is the class list."""
        return self.gradebook()

    def download(self) -> dict[str, bytes]:
        """*Download all submissions*: only the newest is there, and no mark of lateness."""
        return {f"{self.site.folder(self.site.users[p.at])}/{FILE}": p.work()
                for p in self.uploads()}  # fmt: skip

    def gradebook(self) -> bytes:
        """*Download grading worksheet*."""
        return self.site.worksheet().encode()

    def take_grades(self, data: bytes) -> None:
        """*Upload grading worksheet*."""
        self.site.upload(data.decode(), 1e10)
        for pupil, user in zip(self.pupils, self.site.users, strict=True):
            pupil.grade = user.grade

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """*Upload multiple feedback files in a zip*."""
        for user, names in self.site.feedback(list(pages)).items():
            pupil = self.by(id=user)
            assert pupil is not None
            for name in names:
                self.give([pupil], pages[name])
