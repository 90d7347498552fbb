"""Mistakes that many make are one line, however the students' numbers differ."""

import pytest

from grader.base.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.gradebook.mistakes import impersonal, left_empty, mistakes
from grader.gradebook.results import Row
from grader.gradebook.store import Stored


def handed_in(student: str, points: float, *lost: LostPoints, score: float | None = None) -> tuple[
    Row, Stored
]:  # fmt: skip
    """Return a student with one exercise of 4 points, and what the gradebook says of it."""
    result = ExerciseResult("double", "double_test", "01", points, 4, "failed", lost)
    record = Stored(student, "d", SubmissionResult((NotebookResult("01", "01.ipynb", (result,)),)))
    return Row(student, {"double": points if score is None else score}, 4, (), ()), record


def split(*students: tuple[Row, Stored]) -> tuple[list[Row], dict[str, Stored]]:
    """Return the rows and the records of a class."""
    return [row for row, _ in students], {stored.student: stored for _, stored in students}


def test_one_hint_is_one_mistake() -> None:
    """Grouped by hint, told in the most frequent words, each student counted once."""
    hint = "The sign is lost."
    rows, records = split(
        handed_in("ada", 1, LostPoints("x", 1, "w is", hint), LostPoints("y", 2, "db is 1", hint)),
        handed_in("bob", 2, LostPoints("x", 2, "db is 1", hint)),
        handed_in("cleo", 3, LostPoints("x", 1, "got 17 rows")),
        handed_in("dan", 3, LostPoints("x", 1, "got 4 rows")),
    )  # fmt: skip
    found = mistakes(rows, records)
    assert [(m.reason, m.hint, m.points, sorted(m.students)) for m in found] == [
        ("db is 1", hint, 5, ["ada", "bob"]),
        ("got 17 rows", "", 2, ["cleo", "dan"]),
    ]


def test_a_crash_is_known_by_its_kind() -> None:
    """Lines, values and messages of an exception are the student's own."""
    rows, records = split(
        handed_in("ada", 0, LostPoints("", 4, "Your code stopped with KeyError: 'ada', line 2")),
        handed_in("bob", 0, LostPoints("", 4, "Your code stopped with KeyError: 7, line 9: `d`")),
    )  # fmt: skip
    (found,) = mistakes(rows, records)
    assert (found.reason, len(found.students)) == ("Your code stopped with KeyError.", 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Row 16 of X is no shift.", "Row 60 of X is no shift."),
        ("must be 4 values (a, b), got 3 values", "must be 4 values (...), got 1 values"),
        ("is -1.5e-07, not 2", "is 3, not 2.5"),
    ],
)
def test_numbers_do_not_tell_mistakes_apart(one: str, other: str) -> None:
    """Two students' values are one kind of mistake."""
    assert impersonal(one) == impersonal(other)


def test_what_a_person_decided_is_no_mistake() -> None:
    """Reasons of a test that was overruled are not counted."""
    rows, records = split(handed_in("ada", 1, LostPoints("", 3, "wrong"), score=4))
    assert mistakes(rows, records) == []


def test_left_empty_is_told_apart() -> None:
    """Only who did nothing at all has left it empty; half an answer is an answer."""
    blank = LostPoints("a", 2, "double is not done yet.", "Replace the stub.")
    rows, records = split(
        handed_in("ada", 0, blank, blank),
        handed_in("bob", 2, blank),
        handed_in("cleo", 0, blank, LostPoints("b", 2, "wrong")),
        handed_in("dan", 0, LostPoints("", 4, "nothing was written here")),
    )
    assert left_empty(rows, records) == {"double": 2}
    assert [m.left_empty for m in mistakes(rows, records)] == [True, True, False]
