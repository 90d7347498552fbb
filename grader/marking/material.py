"""What is marked: a week's written questions, and what each student wrote, as it was graded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from grader.assistant import roster
from grader.assistant.roster import original_id
from grader.base import notebooks
from grader.base.course import Course
from grader.gradebook.answers import Answer as Graded
from grader.gradebook.store import Stored, load
from grader.judge.source import code
from grader.judge.submitted.copies import is_placeholder
from grader.judge.text import inert_markdown
from grader.marking.context import Piece, refers_to
from grader.masters.rubric import scheme as words_of_scheme
from grader.masters.scheme import Scheme, scheme_of

_FOUND = re.compile(r"^\*\((this stands [a-z ]+)\)\*$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A question that people mark: its text, what its answers are worth, and how.

    ``scheme_text`` is the scheme as the master has it, to which answers are compared.
    """

    exercise: str
    text: str
    scheme: Scheme
    notebook: str = ""
    cell: str = ""
    scheme_text: str = ""

    @property
    def title(self) -> str:
        """Its first heading, or its name."""
        first = self.text.lstrip().split("\n")[0]
        return first.lstrip("# ") if first.startswith("#") else self.exercise


@dataclass(frozen=True)
class Answer:
    """What one student wrote. ``notes`` say where it was found; ``digest`` stands for the text.

    ``earlier`` is the text that a mark was given to, if another one came since.
    """

    student: str
    text: str
    digest: str = ""
    notes: tuple[str, ...] = ()
    earlier: str | None = None
    name: str = ""


class Material(Protocol):
    """Questions and their answers."""

    questions: Mapping[str, Question]
    piled: bool  # whether the answers are on paper, in the order of a list

    def answers(self, exercise: str) -> Mapping[str, Answer]:
        """Return the answers to a question, by student."""

    def newest(self, exercise: str, student: str) -> Answer:
        """Return one answer as it is at this moment."""

    def context(self, exercise: str, student: str) -> list[Piece]:
        """Return what the question and the answer refer to."""


@dataclass
class ClassWork:
    """The written answers of a class, from what ``autograde`` kept."""

    course: Course
    assignment: str
    questions: Mapping[str, Question]
    piled: bool = False
    _kept: dict[str, tuple[float, dict[str, Answer]]] = field(default_factory=dict)
    _of: dict[str, dict[str, Answer]] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, assignment: str) -> ClassWork:
        """Read the questions of the masters and all answers."""
        work = cls(course, assignment, _questions(course, assignment))
        people = roster.ever(course)
        folder = course.work / "records" / assignment
        for path in sorted(folder.glob("*.json")):
            known = people.get(path.stem)
            work._read(path.stem, known.name if known else "")
        return work

    def answers(self, exercise: str) -> Mapping[str, Answer]:
        """Return the answers to a question, by student."""
        return self._of.get(exercise, {})

    def newest(self, exercise: str, student: str) -> Answer:
        """Return one answer as it is at this moment: grading may go on while people mark."""
        before = self._of[exercise][student]
        if _changed_at(self.course.record(self.assignment, student)) != self._kept[student][0]:
            self._read(student, before.name)
        return self._of[exercise].get(student, before)

    def context(self, exercise: str, student: str) -> list[Piece]:
        """Return the sections that the question is about, from the student's graded notebook."""
        question = self.questions[exercise]
        folder = self.course.autograded(self.assignment, student)
        return refers_to(folder / f"{question.notebook}.ipynb", exercise, question.text)

    def _read(self, student: str, name: str) -> None:
        path = self.course.record(self.assignment, student)
        at = _changed_at(path)
        found = dict(self._answers(student, load(self.course, self.assignment, student), name))
        self._kept[student] = (at, found)
        for exercise, answer in found.items():
            self._of.setdefault(exercise, {})[student] = answer

    def _answers(
        self, student: str, stored: Stored | None, name: str
    ) -> Iterator[tuple[str, Answer]]:
        """Yield the answers that a person marks; nothing of a notebook that was not handed in."""
        for part in stored.result.notebooks if stored else ():
            for item in part.exercises if part.file else ():
                question = self.questions.get(item.exercise)
                if question is None or stored is None:
                    continue
                graded = stored.answers.get(item.exercise, Graded("", ""))
                text = own_text(graded.text, question.text)
                notes = [r.what for r in part.repairs if r.where == item.exercise]
                notes += [item.reason_not_graded] if item.reason_not_graded else []
                if not graded.digest:
                    notes.append("its text was not kept: see it in the formgrader")
                old = stored.marked.get(item.exercise)
                earlier = own_text(old.text, question.text) if old else None
                yield item.exercise, Answer(student, text, graded.digest, tuple(notes), earlier,
                                            name or original_id(student))  # fmt: skip


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0.0


def _questions(course: Course, assignment: str) -> dict[str, Question]:
    found = {}
    for master in course.masters(assignment):
        for cell in notebooks.read(master).cells:
            about: Mapping[str, Any] = cell.metadata.get("nbgrader", {})
            if about.get("grade") and about.get("solution") and cell.cell_type == "markdown":
                name, source = about["grade_id"], cell.source
                text = code.visible(source)
                released = "" if text == source.rstrip("\n") else text  # it is all model answer
                found[name] = Question(name, released, scheme_of(source, float(about["points"])),
                                       master.stem, name, words_of_scheme(source))  # fmt: skip
    return found


def own_text(source: str, question: str) -> str:
    """Return an answer's cell without the question's own lines, which stand in it too.

    Examples
    --------
    >>> own_text("### Why?\\n\\nBecause.\\n\\n*Write your answer here.*", "### Why?")
    'Because.'
    """
    given = {_plain(line) for text in (question, inert_markdown(question))
             for line in text.split("\n")}  # fmt: skip
    lines = source.split("\n")
    kept = [n for n in lines if (_plain(n) not in given or not n.strip()) and not is_placeholder(n)]
    return "\n".join(kept).strip()


def _plain(line: str) -> str:
    return " ".join(line.split())
