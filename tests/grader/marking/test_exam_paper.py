"""Papers of an exam are marked on the same page: points in, item analysis out."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from grader.base.course import Course
from grader.exam.blueprint import parse
from grader.exam.draw import Exam, draw_exam
from grader.exam.question import Derivation
from grader.marking.desk import Desk
from grader.marking.exam_paper import desk_of
from grader.marking.exam_results import results

ROOT = Path(__file__).parents[3]
BLUEPRINT = "[[pick]]\nkind = 'derivation'\ncount = 2\n[[pick]]\nkind = 'numeric'\ncount = 1"


@pytest.fixture
def exam() -> Exam:
    """Return an exam with two derivations and a number."""
    return draw_exam(parse(BLUEPRINT, course=Course(ROOT), week="week4"), 3)


@pytest.fixture
def students(tmp_path: Path) -> Path:
    """Return a list of twelve students, whose names a spreadsheet would run."""
    path = tmp_path / "class.csv"
    lines = [f"e{n:02},=Name {n}" for n in range(12)]
    path.write_text("\n".join(["student,name", *lines]))
    return path


def give(desk: Desk, exercise: str, n: int, earned: list[str]) -> None:
    """Give one paper its points for a question."""
    view = desk.view({"exercise": exercise, "n": n, "marker": "ana"})
    desk.mark({"exercise": exercise, "n": n, "marker": "ana", "seen": view["seq"], "version": 1,
               "step": f"{exercise}-{n}", "state": {"earned": earned, "final": True}})  # fmt: skip


def test_marks_of_a_derivation_are_the_items(tmp_path: Path, exam: Exam, students: Path) -> None:
    """Each mark of the key is an item with its points; papers come in the order of the list."""
    desk = desk_of(Course(tmp_path), exam, students)
    for question in exam.questions:
        scheme = desk.store.scheme(question.id)[1]
        if isinstance(question.answer, Derivation):
            marks = [(mark.text, mark.points) for mark in question.answer.marks]
            assert [(item.words, item.points) for item in scheme.items] == marks
        assert sum(item.points for item in scheme.items) == question.points
    view = desk.next({"exercise": exam.questions[0].id, "marker": "ana"})["answer"]
    assert (view["n"], view["name"], view["paper"]) == (1, "=Name 0", True)
    desk.close()


def test_points_in_item_analysis_out(tmp_path: Path, exam: Exam, students: Path) -> None:
    """Sums, shares and discrimination are those that NumPy finds; who is not marked has no sum."""
    course = Course(tmp_path)
    desk = desk_of(course, exam, students)
    given = np.zeros((12, 3))
    for column, question in enumerate(exam.questions):
        items = desk.store.scheme(question.id)[1].items
        for n in range(12 if column else 11):
            earned = [item for at, item in enumerate(items) if (n + at + column) % 3 or n > 8]
            give(desk, question.id, n + 1, [item.id for item in earned])
            given[n, column] = sum(item.points for item in earned)
    first = results(course, desk)
    assert first.waiting == {exam.questions[0].id: 1}
    rows = list(csv.reader(first.points.read_text("utf-8-sig").splitlines()))
    assert rows[1][1] == "'=Name 0"
    assert [float(row[-2]) for row in rows[1:12]] == pytest.approx(given[:11].sum(axis=1))
    assert rows[12][-2] == ""
    give(desk, exam.questions[0].id, 12, [])
    worth = [question.points for question in exam.questions]
    for column, item in enumerate(results(course, desk).analysis):
        assert item.facility == pytest.approx(given[:, column].mean() / worth[column])
        rest = given.sum(axis=1) - given[:, column]
        if item.discrimination is not None:
            expected = np.corrcoef(given[:, column], rest)[0, 1]
            assert item.discrimination == pytest.approx(expected, abs=0.006)
    desk.close()
