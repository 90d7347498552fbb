"""An exam on paper: its questions with their marks as rubrics, and a list of who wrote it.

The answers are in a pile on the table; the page shows whose paper comes next, in the order of the
list, and takes the points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.exam.draw import Exam
from grader.exam.maths.plain import to_plain
from grader.exam.question import Choice, Derivation, Numeric, Question, Short
from grader.lms import class_list
from grader.marking.context import Piece
from grader.marking.database import Database
from grader.marking.desk import Desk
from grader.marking.ledger import Paper
from grader.marking.material import Answer
from grader.marking.material import Question as Asked
from grader.marking.store import Store
from grader.masters.scheme import Group, Item, Scheme


@dataclass
class ExamPaper:
    """The questions of an exam and the students whose papers are marked."""

    questions: Mapping[str, Asked]
    students: Mapping[str, Answer]
    piled: bool = True

    @classmethod
    def of(cls, exam: Exam, students: Path) -> ExamPaper:
        """Return the papers of the students of a list, in its order.

        Raises
        ------
        GraderError : the list cannot be read, or names nobody.
        """
        people = class_list(students, "list of students")
        if not people:
            raise GraderError(f"The list of students {students} names nobody")
        found = {one.student: Answer(one.student, "", name=one.name or one.student)
                 for one in people}  # fmt: skip
        return cls({one.id: _asked(number, one) for number, one in enumerate(exam.questions, 1)},
                   found)  # fmt: skip

    def answers(self, exercise: str) -> Mapping[str, Answer]:
        """Return everybody: whoever left it empty has a paper, too."""
        return self.students

    def newest(self, exercise: str, student: str) -> Answer:
        """Return a student's paper."""
        return self.students[student]

    def context(self, exercise: str, student: str) -> list[Piece]:
        """Return the worked solution, which is all that a question of an exam refers to."""
        return [Piece(self.questions[exercise].scheme_text)]


def desk_of(course: Course, exam: Exam, students: Path) -> Desk:
    """Return the desk of an exam; its marks are kept in a file of its own."""
    paper = ExamPaper.of(exam, students)
    name = (
        f"{''.join(sign if sign.isalnum() else '-' for sign in exam.blueprint.title)}-{exam.seed}"
    )
    folder = course.work / "exams"
    folder.mkdir(parents=True, exist_ok=True)
    schemes = {name: question.scheme for name, question in paper.questions.items()}
    database = Database(f"sqlite:///{folder / f'{name}.db'}", course)
    return Desk(paper, Store(database, name, Paper(), schemes),
                f"{exam.blueprint.title}, seed {exam.seed}", names=True)  # fmt: skip


def _asked(number: int, question: Question) -> Asked:
    solution = "\n\n".join(question.solution)
    text = f"### {number}. {question.title} ({question.points} points)\n\n{question.prompt}"
    return Asked(question.id, text, _scheme(question), scheme_text=solution)


def _scheme(question: Question) -> Scheme:
    """Return the rubric: the marks of a derivation; of any other answer, the right one."""
    worth = float(question.points)
    if isinstance(question.answer, Derivation):
        marks = question.answer.marks
        items = [Item(str(n), 0, mark.text, float(mark.points)) for n, mark in enumerate(marks, 1)]
        return Scheme(worth, tuple(items), (Group(),))
    return Scheme(worth, (Item("1", 0, _right(question), worth),), (Group(),))


def _right(question: Question) -> str:
    match question.answer:
        case Numeric(value=value, unit=unit):
            return f"Right: {value:g} {unit}".strip()
        case Short(accepted=accepted):
            return f"Right: {' or '.join(accepted)}"
        case Choice(options=options):
            return "Right: " + "; ".join(option.text for option in options if option.correct)
        case Derivation(result=result):
            return f"Right: {to_plain(result)}"
