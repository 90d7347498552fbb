"""The notebook form, graded by the grader itself."""

import ast
import dataclasses
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import forms
import nbformat
import pytest
from formulas import questions

from course_lib import hints
from grader.base.course import Course
from grader.exam.blueprint import Blueprint, Pick, read
from grader.exam.draw import LETTERS, Exam, draw_exam
from grader.exam.question import Numeric, Question, Short
from grader.exam.writers.notebook import notebook
from grader.instructor.check import check
from grader.instructor.release import release


def _course(folder: Path, exam: Exam) -> Course:
    path = folder / "solutions" / "exam" / "exam.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(notebook(exam), encoding="utf-8")
    return Course(folder)


def test_the_notebook_is_valid() -> None:
    """All questions of the bank make a valid notebook without outputs and with unique names."""
    book = nbformat.reads(notebook(Exam(Blueprint((Pick(),)), 1, questions())), as_version=4)
    nbformat.validate(book)
    names = [cell.metadata.nbgrader.grade_id for cell in book.cells]
    assert len(names) == len(set(names))
    assert all(cell.outputs == [] for cell in book.cells if cell.cell_type == "code")


def _tests() -> Iterator[tuple[Question, str, str]]:
    """Each question with the name that a student fills in, and the source of its test cell."""
    wanted = [q for q in questions()[::5] if q.kind in ("numeric", "short", "several")]
    wanted += [q for q in questions() if q.kind == "short"]
    for question in wanted:
        alone = dataclasses.replace(question, figure=None)
        cells = json.loads(notebook(Exam(Blueprint((Pick(),)), 1, (alone,))))["cells"]
        name = f"q01_{question.id}"
        yield (
            question,
            name,
            next(c["source"] for c in cells if c["id"] == f"{name}-test".replace("_", "-")[:64]),
        )


def _points(name: str, source: str, given: object) -> float:
    """Run a test cell as the judge does: with the name that the student defined."""
    space = {name: given, "hints": hints}
    exec(source, space)  # the notebook's own cell
    return float(space["report"].score())


def test_typed_answers_are_read_as_everywhere() -> None:
    """In quotation marks every form of a right answer earns all points, and a wrong one none."""
    count = 0
    for question, name, source in _tests():
        if question.kind == "several":
            continue
        for form in forms.right(question):
            assert _points(name, source, form.text) == question.points, (form, question.answer)
            count += 1
        for text in forms.wrong(question)[::4]:
            assert _points(name, source, text) == 0, (text, question.answer)
    assert count > 500


def test_what_python_makes_of_an_answer_counts_too() -> None:
    """A tuple is a shape and 3/7 without quotation marks a number; None is no answer yet."""
    for question, name, source in _tests():
        answer = question.answer
        if isinstance(answer, Numeric):
            assert _points(name, source, answer.value + answer.tolerance / 2) == question.points
            assert _points(name, source, answer.value + 3 * answer.tolerance) == 0
        elif isinstance(answer, Short) and answer.reading == "shape":
            assert _points(name, source, ast.literal_eval(answer.accepted[0])) == question.points
        assert _points(name, source, None) == 0


def test_several_letters_earn_their_shares() -> None:
    """Each right letter a share, each wrong one takes one away, in any order and spelling."""
    count = 0
    for question, name, source in _tests():
        if question.kind != "several":
            continue
        for size in range(1, len(question.answer.options) + 1):
            for chosen in combinations(range(len(question.answer.options)), size):
                letters = ", ".join(LETTERS[i].lower() for i in reversed(chosen))
                expected = round(question.points * question.answer.share(chosen), 2)
                assert _points(name, source, letters) == pytest.approx(expected, abs=0.011)
                count += 1
    assert count > 50


@pytest.mark.slow
def test_the_key_gets_full_marks_and_an_empty_notebook_none(tmp_path: Path) -> None:
    """Through release and the judge, for one variant of every question at its hardest."""
    exam = Exam(Blueprint((Pick(),), title="All"), 1, questions()[4::6])
    course = _course(tmp_path, exam)
    release(course, "exam")
    asked, findings = check(course, "exam")
    assert sum(item.points for item in asked) == exam.points
    assert [finding for finding in findings if not finding.ok] == []
    graded = [f for f in findings if f.what == "master" and f.obtained is not None]
    assert len(graded) == len(exam.questions)


def test_the_students_version_holds_no_answer(tmp_path: Path) -> None:
    """After the release neither solutions nor the numbers of the hidden tests are left."""
    exam = draw_exam(read(), 7)
    course = _course(tmp_path, exam)
    release(course, "exam")
    text = (course.release("exam") / "exam.ipynb").read_text(encoding="utf-8")
    assert "hints.compare" not in text
    assert "BEGIN" not in text
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"]["nbgrader"]["solution"]:
            assert "= None" in "".join(cell["source"])
