"""What has no score, why and for whom; and what took long."""

from grader.assistant.report.open_work import (
    costs_of_exercises,
    costs_of_students,
    not_graded,
    waiting,
)
from grader.base.records import ExerciseResult, NotebookResult, SubmissionResult, Verdict
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.masters.exercise import Exercise

ASKED = [
    Exercise("a", "a_test", "01", 2, False),
    Exercise("b", "b_test", "01", 2, False),
    Exercise("c", "c_test", "02", 2, False),
]


def result(name: str, verdict: Verdict, seconds: float = 0, reason: str = "") -> ExerciseResult:
    """Return the outcome of one exercise."""
    points = None if verdict == "not graded" else 2.0
    return ExerciseResult(
        name, f"{name}_test", "01", points, 2, verdict, (), reason, seconds, int(seconds * 1e6)
    )


def record(student: str, *results: ExerciseResult, seconds: tuple[float, ...] = ()) -> Stored:
    """Return a record with these outcomes in its first notebook, and empty ones after it."""
    notebooks = [
        NotebookResult(f"0{i}", "f", results if i == 1 else (), seconds=s, peak_memory=i)
        for i, s in enumerate(seconds or (0.0,), start=1)
    ]
    return Stored(student, "d", SubmissionResult(tuple(notebooks)))


def row(student: str, *open_: str, to_read: tuple[str, ...] = ()) -> Row:
    """Return a row in which the exercises named have no score."""
    return Row(student, {i.name: None if i.name in open_ else 2.0 for i in ASKED}, 6, to_read, ())


def test_the_same_reason_is_told_once() -> None:
    """Students with the same reason, apart from numbers, stand together; most of them first."""
    records = {
        "ada": record("ada", *(result(n, "not graded", reason="line 3 is no JSON") for n in "ab")),
        "bob": record("bob", result("a", "not graded", reason="line 17 is no JSON")),
        "cleo": record("cleo", *(result(n, "not graded", reason="no file") for n in "abc")),
    }
    found = not_graded([row("ada", "a", "b"), row("bob", "a"), row("cleo", *"abc")], records)
    assert [(group.reason, group.students) for group in found] == [
        ("line 3 is no JSON", {"ada": ["a", "b"], "bob": ["a"]}),
        ("no file", {"cleo": ["a", "b", "c"]}),
    ]
    assert [group.exercises(ASKED) for group in found] == [["all of 01"], ["everything"]]


def test_what_a_person_scored_is_not_open() -> None:
    """A score from the formgrader ends what the grader could not do."""
    records = {"ada": record("ada", result("a", "not graded", reason="no file"))}
    assert not_graded([row("ada")], records) == []


def test_who_waits_is_listed_by_exercise() -> None:
    """Only exercises that wait, in the order of the notebooks."""
    rows = [row("ada", "c", to_read=("c",)), row("bob", "b", "c", to_read=("c", "b"))]
    assert list(waiting(ASKED, rows).items()) == [("b", ["bob"]), ("c", ["ada", "bob"])]


def test_the_slowest_stand_first() -> None:
    """Median and longest time of an exercise, the sum of a student's notebooks."""
    records = {
        name: record(name, result("a", "passed", s), result("b", "not graded"), seconds=(s, 2.0))
        for name, s in (("ada", 1.0), ("bob", 9.0), ("cleo", 3.0))
    }
    (cost,) = costs_of_exercises(records)
    assert (cost.name, cost.seconds, cost.longest, cost.slowest) == ("a", 3.0, 9.0, "bob")
    assert cost.memory == 9_000_000
    students = costs_of_students(records)
    assert [(c.name, c.seconds, c.slowest) for c in students] == [
        ("bob", 11.0, "01"),
        ("cleo", 5.0, "01"),
        ("ada", 3.0, "02"),
    ]
