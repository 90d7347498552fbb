"""What is printed for a person at a terminal."""

import io

import pytest
from rich.console import Console

from grader.assistant.regrade import Change, Comparison, StudentChange
from grader.cli.console import show_changes, show_doctor, show_table
from grader.gradebook.results import Row
from grader.sandbox.doctor import Examination


@pytest.mark.parametrize("confinement", ["a wall", ""])
def test_the_doctor_says_how_and_why(confinement: str) -> None:
    """The first line is the verdict; what to do is said in the words that fit it."""
    text = io.StringIO()
    found = Examination(confinement, "made of [bold]straw", ("wolves",), ("build with bricks",))
    show_doctor(Console(file=text, width=100), found)
    confined = "Student code is confined by a wall."
    refused = "Student code cannot be confined here, and grading refuses to start."
    better = "To get the better confinement:" if confinement else "What to do:"
    assert text.getvalue().splitlines() == [
        confined if confinement else refused, "Why: Made of [bold]straw.",
        "What is not stopped:", "- wolves", better, "- build with bricks",
    ]  # fmt: skip


def test_changes_are_listed_and_counted() -> None:
    """Whoever falls stands last and marked; nobody's name is markup; a person's score is named."""
    up = (Change("double", None, 4),)
    changes = (
        StudentChange("ada", Change("", 6, 4), (Change("double", 4, 2),), ()),
        StudentChange("bob", Change("", 2, 2), (), (Change("square", 1.5, 2),)),
        StudentChange("[bold]cleo", Change("", None, 4), up, ()),
        StudentChange("dan", Change("", 3, 3), (), ()),
    )
    text = io.StringIO()
    console = Console(file=text, width=100)
    show_changes(console, Comparison(5, 4, changes, 1, isolated=False))
    lines = [" ".join(line.split()) for line in text.getvalue().splitlines()]
    assert lines[1:] == [
        "[bold]cleo – → 4 double – → 4",
        "bob 2 → 2 square stays 1.5, given by a person (the test says 2)",
        "ada 6 → 4 falls double 4 → 2",
        "double: 1 up, 1 down.",
        "2 of 5 change: 1 up, 1 down. 1 manual grade(s) kept.",
        "Graded without a sandbox.",
    ]


def test_of_a_large_class_only_what_needs_a_person_s_eye_is_shown() -> None:
    """Of 300 students the two who could not be graded are on the screen, wherever they stand."""
    waiting = [Row(f"s{n:03}", {"a": 1.0, "b": None}, 5, ("b",), ()) for n in range(298)]
    broken = [Row(name, {"a": None}, 5, (), ("a: no notebook",)) for name in ("aaa", "zzz")]
    text = io.StringIO()
    show_table(Console(file=text, width=120), [], [broken[0], *waiting, broken[1]])
    lines = [" ".join(line.split()) for line in text.getvalue().splitlines()]
    assert lines[1:] == [
        "aaa – 5 not graded a: no notebook",
        "zzz – 5 not graded a: no notebook",
        "298 more are not shown; grader export has them all.",
        "300 submission(s), 0 exercises; 2 submission(s) with something not graded, "
        "298 with answers to be read.",
    ]
