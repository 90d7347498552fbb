"""An earlier mistake costs the points of its own exercise only."""

from __future__ import annotations

import json

from grader.base.course import Course
from grader.base.records import ExerciseResult
from grader.instructor.answers import answered, stored_answers
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from tests.weeks.masters import ROOT

IN_PLACE = """\
def ridge_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    X -= x_mean
    y -= y_mean
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    return w, y_mean - x_mean @ w
"""


def graded(notebook: str, exercise: str, body: str) -> dict[str, ExerciseResult]:
    """Hand in a notebook of which one answer is this; return what is not full marks as usual."""
    folder = Course(ROOT).solutions("week4")
    content = json.dumps(answered(folder / f"{notebook}.ipynb", {exercise: body}))
    assignment = compile_assignment(folder)
    result = grade_submission(assignment, {f"{notebook}.ipynb": content.encode()})
    (found,) = (item for item in result.notebooks if item.notebook == notebook)
    return {e.exercise: e for e in found.exercises if e.lost or e.note or e.reason_not_graded}


def test_a_transposed_gradient_costs_its_own_exercise_only() -> None:
    """The layer loses what it lost before; both networks made of it have full marks."""
    (body,) = (
        answer.body
        for answer in stored_answers(Course(ROOT), "week4", "dense_backward")
        if answer.name == "wrong_dx_transposed"
    )
    found = graded("02_backprop", "dense_backward", body)
    assert set(found) == {"dense_backward", "two_layer_backward", "train_symmetry"}
    assert found.pop("dense_backward").verdict == "failed"
    for result in found.values():
        assert result.points == result.max_points
        assert "dense_backward" in result.note


def test_a_fit_that_changes_its_rows_costs_the_choice_nothing() -> None:
    """Lambda is chosen with the course's fit; the fit itself loses one part."""
    found = graded("04_l1_l2_regularization", "ridge_fit", IN_PLACE)
    assert set(found) == {"ridge_fit", "choose_lambda"}
    assert [item.part for item in found["ridge_fit"].lost] == ["keeps its promises"]
    assert found["choose_lambda"].points == 3
    assert "ridge_fit" in found["choose_lambda"].note
