"""The stored answers: right and wrong ones for each exercise, with the score each deserves.

They lie in ``solutions/<week>/answers/<exercise>/{right,wrong}_<slug>.py`` and begin with::

    # score: 4 of 8
    # mistake: dW is transposed
    # hint: transposed
    # needs: scipy

``hint`` is a text that must occur in what the student is told; ``?`` asks what that is. A right
answer needs only a score.
``needs`` is a package that students do not all have: where it is missing, the answer is not graded.
The whole file replaces the content of the exercise's solution cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.base import notebooks
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.texts import read_text
from grader.masters.exercise import Exercise, exercises

_HEADER = re.compile(r"^# (score|mistake|hint|needs): (.+)$")
ASKED = "?"
_SCORE = re.compile(r"([\d.]+) of ([\d.]+)")


@dataclass(frozen=True)
class Answer:
    """One stored answer; ``name`` is that of its file, for example ``wrong_transposed``."""

    exercise: str
    name: str
    score: float
    mistake: str
    hints: tuple[str, ...]
    code: str
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> str:
        """A package that the answer needs and this machine lacks, or ""."""
        return next((name for name in self.needs if find_spec(name) is None), "")

    @property
    def body(self) -> str:
        """The code as a student would hand it in, without the header."""
        lines = self.code.splitlines()
        while lines and _HEADER.match(lines[0]):
            del lines[0]
        return "\n".join(lines).strip()

    @property
    def is_right(self) -> bool:
        """Whether the answer is stored as a correct one."""
        return self.name.startswith("right_")


def stored_answers(course: Course, assignment: str, only: str = "") -> list[Answer]:
    """Return the stored answers of an assignment or of one exercise, by exercise and name.

    Raises
    ------
    GraderError : an answer belongs to no exercise, or its header is wrong.
    """
    asked = {item.name: item for item in exercises(course.masters(assignment))}
    folder = course.week(assignment).answers
    return [_read(path, asked) for path in sorted(folder.glob(f"{only or '*'}/*.py"))]


def _read(path: Path, asked: Mapping[str, Exercise]) -> Answer:
    where = f"{path.parent.name}/{path.name}"
    exercise = asked.get(path.parent.name)
    if exercise is None:
        raise GraderError(
            f"{where}: there is no exercise {path.parent.name!r}",
            hint=f"There are: {', '.join(asked)}.",
        )
    code = read_text(path, "answer")
    header: dict[str, list[str]] = {"score": [], "mistake": [], "hint": [], "needs": []}
    for line in code.splitlines():
        match = _HEADER.match(line)
        if match is None:
            break
        header[match[1]].append(match[2].strip())
    score = _SCORE.fullmatch(header["score"][0]) if header["score"] else None
    if score is None or float(score[2]) != exercise.points:
        raise GraderError(f"{where}: the first line must be `# score: N of {exercise.points:g}`")
    answer = Answer(
        exercise.name,
        path.stem,
        float(score[1]),
        " ".join(header["mistake"]),
        tuple(header["hint"]),
        code,
        tuple(header["needs"]),
    )
    if not answer.name.startswith(("right_", "wrong_")):
        raise GraderError(f"{where}: the name must begin with right_ or wrong_")
    if answer.is_right != (answer.score == exercise.points) or answer.is_right == bool(
        answer.mistake
    ):
        raise GraderError(
            f"{where}: a right answer has full marks and no mistake, a wrong one fewer and one"
        )
    return answer


def answered(master: Path, answers: Mapping[str, str]) -> Any:
    """Return a master whose solution cells hold the given answers, by exercise name."""
    notebook = notebooks.read(master)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id in answers:
            cell.source = answers[grade_id]
    return notebook
