"""The zip that gives each student's page back, with the names that the LMS gave out.

Each system says where it looks for a student's page (:mod:`grader.lms`); whoever came in a folder
that a person made gets ``<student>/feedback.html``. What a group handed in together has one name
for all of them, and so one page; where the LMS gave out no name, it takes no page.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import lms
from grader.assistant import receipts
from grader.assistant.late import Lateness
from grader.assistant.receipts import Receipt
from grader.assistant.roster import original_id
from grader.base.course import Course
from grader.base.files import drafted
from grader.gradebook.results import Row
from grader.lms import Label

_HEAD = 1000  # signs of a page, among which its stamp stands
_UNSAFE = re.compile(r"[/\\\x00-\x1f:]|\A\.")  # what no folder in a zip is called
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same pages make the same zip


@dataclass(frozen=True)
class Returned:
    """A zip with pages: how many of each layout are in it, and the students who are not, because
    those of their group differ or because the LMS gave out no name under which it takes a page."""

    path: Path
    layouts: Mapping[str, int]
    left_out: tuple[str, ...]
    nameless: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield what a person is told."""
        if self.left_out:
            yield (
                f"Not in the zip, because the LMS gives a page to the whole group and theirs "
                f"differ: {', '.join(self.left_out)}. Give them their pages by hand."
            )
        if self.nameless:
            yield (
                f"Not in the zip, because the LMS gave out no number under which it takes their "
                f"pages: {', '.join(self.nameless)}. Give them their pages by hand."
            )
        used = [(lms.get(name), count) for name, count in self.layouts.items()]
        yield from (system.remark for system, _ in used if system.remark)
        kinds = ", ".join(f"{count} for {_where(system)}" for system, count in used)
        yield f"To give back, {kinds}: {self.path}"


def _where(system: lms.Lms) -> str:
    return f"{system.title} ({system.feedback})" if system.feedback else system.title


def lms_label(receipt: Receipt) -> Label:
    """Return what the LMS wrote on the newest graded file; of a plain folder, an empty label.

    Examples
    --------
    >>> file = receipts.File("1.ipynb", "", "", name="Ada King_7_assignsubmission_file_/1.ipynb")
    >>> version = receipts.Version("v", "zip", (file,))
    >>> lms_label(Receipt((version,), ("v/1.ipynb",))).page
    'Ada King_7_assignsubmission_file_/feedback.html'
    """
    files = receipts.graded_files(receipt)
    known = [(file.age, file.label) for file in files if file.label.who or file.label.lms_id]
    empty = Label(who="", file=(), layout=lms.by_hand().name)
    return max(known, key=lambda pair: pair[0])[1] if known else empty


def stamp(row: Row, late: Lateness) -> str:
    """Return what stands for all that a page says of the grades."""
    said = sorted(row.scores.items()), row.max_points, row.status, late.penalty, late.note
    return hashlib.sha256(repr(said).encode(errors="surrogatepass")).hexdigest()[:16]


def outdated(course: Course, assignment: str, stamps: Mapping[str, str]) -> list[str]:
    """Return whose page was written when the grades, or the late rule, said something else.

    Parameters
    ----------
    stamps : for each student what a page of today would carry.
    """
    pages = ((name, now, course.feedback(assignment, name)) for name, now in stamps.items())
    return [name for name, now, page in pages if page.is_file() and f'"{now}"' not in _head(page)]


def _head(page: Path) -> str:
    with page.open(encoding="utf-8") as file:
        return file.read(_HEAD)


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
    nameless: list[str] = []
    for student in students:
        label = lms_label(receipts.load(course, assignment, student))
        page = _page(label, student)
        if page:
            owners.setdefault(page, []).append(student)
            layouts[label.layout] = layouts.get(label.layout, 0) + 1
        else:
            nameless.append(original_id(student))
    left_out: list[str] = []
    with drafted(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file:
        for page, group in sorted(owners.items()):
            texts = {page_for(student, group) for student in group}
            if len(texts) > 1:
                left_out += [original_id(student) for student in group]
                continue
            member = zipfile.ZipInfo(page, _ALWAYS)
            member.external_attr = 0o644 << 16
            file.writestr(member, texts.pop(), zipfile.ZIP_DEFLATED)
    return Returned(path, layouts, tuple(left_out), tuple(nameless))


def _page(label: Label, student: str) -> str:
    """Return where a student's page goes; "" if the LMS takes pages and gave out no name."""
    system = lms.get(label.layout)
    if system.by_student:
        own = original_id(student)
        return f"{student if _UNSAFE.search(own) else own}/{lms.PAGE}"
    if label.page or system.feedback:
        return label.page
    return f"{student}/{lms.PAGE}"
