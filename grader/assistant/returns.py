"""The zip that gives each student's page back, with the names that the LMS gave out.

Canvas   "Upload Submissions" takes ``<name>_<LATE_><user>_<upload>_...`` and reads the two numbers:
         the user, and the upload, which must be one of that user's. So the page is
         ``lovelaceada_LATE_1815_90210_feedback.html``, with the newest upload that was graded.
         Canvas shows it to the student under that upload's name; no name in the zip changes this.
Moodle   "Upload multiple feedback files in a zip" reads a folder (or the beginning of a file's
         name) ``<name>_<participant>_assignsubmission_file_``. The folder stands as Moodle wrote
         it, with ``feedback.html`` in it.
plain    ``<student>/feedback.html``.

What a group handed in together has one name for all of them, and Canvas gives the page to all. In
Moodle that name has the number of the group, which the upload would take for a participant's, and
so for anybody's; a group's page is left out there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.assistant import receipts
from grader.assistant.receipts import File, Receipt
from grader.assistant.roster import original_id
from grader.base.course import Course
from grader.base.files import drafted

PAGE = "feedback.html"
_WHERE = {
    "canvas": "Canvas (Upload Submissions)",
    "moodle": "Moodle (Upload multiple feedback files in a zip)",
    "plain": "plain folders",
}
# The first number after the name is the user's; the second, the upload's, is in the receipt.
_CANVAS = r"(?P<prefix>(?:(?P<who>.+?)_)?(?:LATE_)?(?P<user>\d+|anon_[^_]+)_{upload})_"
_MOODLE = re.compile(r"(?P<prefix>(?P<who>.+?)_(?P<user>\d+)_assignsubmission_[a-z]+)_?", re.DOTALL)
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same pages make the same zip


@dataclass(frozen=True)
class LmsName:
    """How an LMS named what a student handed in.

    ``number`` is the LMS's for the student, ``who`` the name it wrote; ``page`` is where it looks
    for this student's page in a zip.
    """

    layout: str = "plain"
    number: str = ""
    who: str = ""
    page: str = ""


@dataclass(frozen=True)
class Returned:
    """A zip with pages: how many of each layout are in it, and the students who are not, because
    their pages differ or because Moodle cannot tell whose they are."""

    path: Path
    layouts: Mapping[str, int]
    left_out: tuple[str, ...]
    in_groups: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield what a person is told."""
        if self.left_out:
            yield (
                f"Not in the zip, because the LMS gives a page to the whole group and theirs "
                f"differ: {', '.join(self.left_out)}. Give them their pages by hand."
            )
        if self.in_groups:
            yield (
                f"Not in the zip, because Moodle would take the number of a group for that of a "
                f"student: {', '.join(self.in_groups)}. Give them their pages by hand."
            )
        if self.layouts.get("canvas"):
            yield (
                "Canvas will show each page under the name of the file that was handed in, .ipynb; "
                "tell the class that it opens in a browser."
            )
        kinds = ", ".join(f"{count} for {_WHERE[name]}" for name, count in self.layouts.items())
        yield f"To give back, {kinds}: {self.path}"


def lms_number(receipt: Receipt) -> LmsName:
    """Return how the LMS named the newest graded file; of a plain folder, nothing.

    Examples
    --------
    >>> file = File("1.ipynb", "", "", name="Ada King_7_assignsubmission_file_/1.ipynb")
    >>> version = receipts.Version("v", "zip", (file,))
    >>> lms_number(Receipt((version,), ("v/1.ipynb",))).page
    'Ada King_7_assignsubmission_file_/feedback.html'
    """
    named = [(file.age, _named(file)) for file in receipts.graded_files(receipt)]
    known = [pair for pair in named if pair[1].number]
    return max(known, key=lambda pair: pair[0])[1] if known else LmsName()


def _named(file: File) -> LmsName:
    parts = file.name.split("/")
    for at, part in enumerate(parts):
        if match := _MOODLE.match(part):
            folder = at < len(parts) - 1 and not part.lower().endswith(".zip")
            page = f"{part}/{PAGE}" if folder else f"{match['prefix']}_{PAGE}"
            return LmsName("moodle", match["user"], match["who"], page)
        if file.number and (match := re.match(_CANVAS.format(upload=file.number), part)):
            page = f"{match['prefix']}_{PAGE}"
            return LmsName("canvas", match["user"], match["who"] or "", page)
    return LmsName()


def write_zip(
    course: Course,
    assignment: str,
    students: Iterable[str],
    page_for: Callable[[str, list[str]], str],
    path: Path,
) -> Returned:
    """Write the zip with the pages of the students.

    Parameters
    ----------
    page_for : returns the page of one student, addressed to the students of a list. Pages of a
        group that differ (by a person's grade, say) are left out: each would reach everyone.
    """
    owners: dict[str, list[str]] = {}
    layouts: dict[str, int] = {}
    for student in students:
        name = lms_number(receipts.load(course, assignment, student))
        page = name.page or f"{student}/{PAGE}"
        owners.setdefault(page, []).append(student)
        layouts[name.layout] = layouts.get(name.layout, 0) + 1
    left_out: list[str] = []
    in_groups: list[str] = []
    with drafted(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file:
        for page, group in sorted(owners.items()):
            names = [original_id(student) for student in group]
            if len(group) > 1 and _MOODLE.match(page):
                in_groups += names
                continue
            texts = {page_for(student, group) for student in group}
            if len(texts) > 1:
                left_out += names
                continue
            member = zipfile.ZipInfo(page, _ALWAYS)
            member.external_attr = 0o644 << 16
            file.writestr(member, texts.pop(), zipfile.ZIP_DEFLATED)
    return Returned(path, layouts, tuple(left_out), tuple(in_groups))
