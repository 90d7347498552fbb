"""The notebook form, graded by the grader itself."""

import json
from pathlib import Path

import nbformat
import pytest
from formulas import questions

from grader.base.course import Course
from grader.exam.blueprint import Blueprint, Pick, read
from grader.exam.draw import Exam, draw_exam
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
