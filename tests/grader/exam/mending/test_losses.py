"""What counts as lost: what grading said, and never what nobody has graded."""

from grader.base.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.exam.mending.losses import EMPTY, LOST, MISSING, MISTAKE, Loss, of_class, of_student
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.masters.exercise import Exercise

SIGN = "w: the sign is lost."


def graded(student: str, *, empty: float = 0, score: float = 1.0) -> tuple[Row, Stored]:
    """Return a student with four exercises of 4 points: one with mistakes, one by a person, one
    that waits, one of a notebook that did not come."""
    lost = (
        LostPoints("first", 1.0, SIGN), LostPoints("second", 0.5, "db is 2."),
        LostPoints("third", 1.5, SIGN, "Look at the minus."),
        *((LostPoints("fourth", empty, "step is not done yet.", "Replace."),) if empty else ()),
    )  # fmt: skip
    result = ExerciseResult("step", "step_test", "01", 1.0, 4, "failed", lost)
    stored = Stored(student, "d", SubmissionResult((NotebookResult("01", "f", (result,)),)))
    names = ("step", "essay", "waits", "gone")
    asked = tuple(Exercise(name, f"{name}_test", "01", 4, False) for name in names)
    scores = {"step": score, "essay": 2.5, "waits": None, "gone": None}
    row = Row(student, scores, 16, ("waits",), (), missing=("gone",), asked=asked)
    return row, stored


def test_losses_of_a_student_stand_by_cost_and_what_has_no_answer_last() -> None:
    """One cause is one loss, with all its parts; a person's deduction has no words."""
    assert of_student(*graded("ada", empty=9)) == [
        Loss("step", 2.5, MISTAKE, f"{SIGN} Look at the minus.", ("first", "third")),
        Loss("essay", 1.5, LOST),
        Loss("step", 0.5, MISTAKE, "db is 2.", ("second",)),
        Loss("step", 9, EMPTY),
        Loss("gone", 4, MISSING),
    ]


def test_what_a_person_overruled_is_not_told_again() -> None:
    """The test's reasons are void where a person gave another score."""
    found = of_student(*graded("ada", score=3.0))
    assert [(one.exercise, one.points, one.kind) for one in found] == [
        ("essay", 1.5, LOST), ("step", 1.0, LOST), ("gone", 4, MISSING),
    ]  # fmt: skip


def test_a_class_is_told_what_several_did_and_no_students_code() -> None:
    """One student's own mistake is left out, unless there are no others."""
    ada, bob = graded("ada"), graded("bob")
    own = LostPoints("first", 2.0, "Your code stopped with KeyError: 'secret', line 1: `x`")
    result = ExerciseResult("step", "step_test", "01", 2.0, 4, "failed", (own,))
    cleo = Stored("cleo", "d", SubmissionResult((NotebookResult("01", "f", (result,)),)))
    rows = [ada[0], bob[0], Row("cleo", {"step": 2.0}, 4, (), (), asked=ada[0].asked[:1])]
    records = {"ada": ada[1], "bob": bob[1], "cleo": cleo}
    found = of_class(rows, records)
    assert {one.students for one in found} == {2}
    assert sum(one.points for one in found) == 6
    (alone,) = of_class(rows[2:], records)
    assert (alone.students, alone.told) == (1, "Your code stopped with KeyError.")
