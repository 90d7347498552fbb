"""What came in an archive and lies in nobody's folder, remembered for the commands that follow.

Whoever has such a file, or may have one, has not handed in nothing: no table says so of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.base.course import Course
from grader.base.files import write_whole


@dataclass(frozen=True)
class Leftover:
    """A file that was not placed, or not taken.

    ``student`` is the folder of whoever handed it in, "" if nobody knows; then ``guess`` may name
    somebody. ``archive`` is where it lies.
    """

    archive: str
    name: str
    reason: str
    student: str = ""
    guess: str = ""

    def may_be_of(self, student: str, folder: str) -> bool:
        """Whether it is this student's, as far as anybody can tell."""
        return self.student == folder or self.guess.partition(" (")[0] == student != ""


def _path(course: Course, assignment: str) -> Path:
    return course.work / "leftovers" / f"{assignment}.json"


def load(course: Course, assignment: str) -> list[Leftover]:
    """Return what was left over of all archives; nothing if the file is missing or damaged."""
    try:
        plain = json.loads(_path(course, assignment).read_text(encoding="utf-8"))
        return [Leftover(**item) for item in plain]
    except (OSError, ValueError, TypeError):
        return []


def store(course: Course, assignment: str, archive: str, found: Iterable[Leftover]) -> None:
    """Remember what an archive left over, in place of what it left over the last time."""
    before = load(course, assignment)
    now = [*(item for item in before if item.archive != archive), *found]
    if now == before:
        return
    plain = [asdict(item) for item in now]
    write_whole(_path(course, assignment), json.dumps(plain, ensure_ascii=False, indent=1))
