"""Each system's download goes in, and what comes out is read back by that vendor's rules."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.export import export
from grader.assistant.feedback import feedback, feedback_zip
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.records import SubmissionResult
from grader.workers import task
from tests.grader.lms.blackboard_site import BlackboardSite
from tests.grader.lms.brightspace_site import BrightspaceSite
from tests.grader.lms.canvas_site import CanvasSite
from tests.grader.lms.folder_sites import GradescopeSite, PlainSite, TeamsSite
from tests.grader.lms.ilias_site import IliasSite
from tests.grader.lms.moodle_school import MoodleSite
from tests.grader.lms.olat_site import OlatSite
from tests.grader.lms.sakai_site import SakaiSite
from tests.grader.lms.school import NAMES, School

SITES: dict[str, type[School]] = {
    "canvas": CanvasSite,
    "moodle": MoodleSite,
    "blackboard": BlackboardSite,
    "brightspace": BrightspaceSite,
    "sakai": SakaiSite,
    "olat": OlatSite,
    "ilias": IliasSite,
    "teams": TeamsSite,
    "gradescope": GradescopeSite,
    "plain": PlainSite,
}
TEMPLATE = {"canvas", "moodle", "blackboard", "brightspace", "sakai"}  # give a table to fill in
ANEW = {"canvas", "moodle", "brightspace", "olat"}  # take a table that is made anew
NO_TABLE = {"ilias", "teams", "gradescope"}
PAGES = {"canvas", "moodle", "brightspace", "sakai", "olat", "ilias", "plain"}
MARKS_LATE = {"canvas", "ilias", "plain"}
BLIND = {"canvas", "moodle", "sakai"}

Grade = Callable[[task.Task], SubmissionResult]


@pytest.fixture(scope="session")
def graded_once() -> Grade:
    """Return the grader's own function, which here grades each notebook once for all systems."""
    own = task.grade
    known: dict[tuple[tuple[str, bytes], ...], SubmissionResult] = {}

    def grade(asked: task.Task) -> SubmissionResult:
        files = tuple(sorted(asked.files.items()))
        if files not in known:
            known[files] = own(asked)
        return known[files]

    return grade


@pytest.fixture(autouse=True)
def quick(warm: None, graded_once: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grade in this process, and nothing twice."""
    monkeypatch.setattr(task, "grade", graded_once)


def goes_in(course: Course, school: School, folder: Path) -> set[str]:
    """Collect the download and grade it; return whom the system marked late."""
    (folder / "class.csv").write_bytes(school.roster())
    with zipfile.ZipFile(folder / "download.zip", "w") as archive:
        for name, data in school.download().items():
            archive.writestr(name, data)
    done = collect(course, "week1", folder / "download.zip", roster_file=folder / "class.csv")
    autograde(course, "week1")
    return set(done.late)


def comes_back(course: Course, folder: Path, school: School) -> None:
    """Return the pages and give them to the system."""
    feedback(course, "week1")
    with zipfile.ZipFile(feedback_zip(course, "week1").path) as archive:
        school.take_pages({name: archive.read(name) for name in archive.namelist()})


def template(course: Course, folder: Path, school: School) -> bytes:
    """Return the system's own table, filled in."""
    (folder / "table.csv").write_bytes(school.gradebook())
    made = export(course, "week1", template=folder / "table.csv", to=folder / "out.csv")
    return made.read_bytes()


def anew(course: Course, folder: Path, name: str) -> bytes:
    """Return a table made anew."""
    made = export(course, "week1", form=name, column="Week 1", to=folder / "new.csv")
    return made.read_bytes()


def has_its_grades(school: School) -> None:
    """Everyone has what the work deserves; nobody else's grade is changed."""
    got = {pupil.login: pupil.grade for pupil in school.pupils}
    assert got == {pupil.login: school.expected(pupil) for pupil in school.pupils}


def has_its_pages(school: School) -> None:
    """Everyone of whom something came has one page, with the answer and nobody else's."""
    for pupil in school.pupils:
        author = school.author(pupil)
        there = author.kind != "missing" and school.told(author) and school.paged(author)
        assert len(pupil.pages) == there, (pupil, pupil.pages)
        for page in pupil.pages:
            assert (author.mark in page) is (author.kind != "unreadable")
            assert not any(p.mark in page for p in school.pupils if p is not author)


@pytest.mark.parametrize("name", SITES)
def test_a_class_goes_there_and_back(course: Course, tmp_path: Path, name: str) -> None:
    """Alone: forty names, ids with zeros, two of one name, late, again, missing, unreadable."""
    school = SITES[name]()
    late = goes_in(course, school, tmp_path)
    assert len(late) == (name in MARKS_LATE)
    if name in TEMPLATE:
        school.take_grades(template(course, tmp_path, school))
        has_its_grades(school)
    if name in ANEW:
        again = SITES[name]()
        again.take_grades(anew(course, tmp_path, name))
        has_its_grades(again)
    if name in NO_TABLE:
        with pytest.raises(GraderError, match="takes no table of grades"):
            export(course, "week1", form=name)
    if name in PAGES:
        comes_back(course, tmp_path, school)
        has_its_pages(school)


@pytest.mark.parametrize("name", SITES)
def test_teams_go_there_and_back(course: Course, tmp_path: Path, name: str) -> None:
    """In teams: one hands in, all get the grade and the page, and who has no team is alone."""
    school = SITES[name](teams=True)
    goes_in(course, school, tmp_path)
    if name in TEMPLATE:
        school.take_grades(template(course, tmp_path, school))
        has_its_grades(school)
    if name == "olat":
        school.take_grades(anew(course, tmp_path, name))
        has_its_grades(school)
    if name in PAGES:
        comes_back(course, tmp_path, school)
        has_its_pages(school)


@pytest.mark.parametrize("name", sorted(BLIND))
def test_hidden_names_go_there_and_back(course: Course, tmp_path: Path, name: str) -> None:
    """Blind: only the system's number says who it is, and everything finds its way by that."""
    school = SITES[name](blind=True)
    goes_in(course, school, tmp_path)
    school.take_grades(template(course, tmp_path, school))
    has_its_grades(school)
    comes_back(course, tmp_path, school)
    has_its_pages(school)


def test_the_class_has_what_it_promises() -> None:
    """Forty names in ten scripts, of which two are the same."""
    letters = {sign for pair in NAMES for sign in "".join(pair) if sign.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert {"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "CJK",
            "KATAKANA", "HANGUL"} <= scripts  # fmt: skip
    assert (len(NAMES), len({*NAMES})) == (40, 39)
