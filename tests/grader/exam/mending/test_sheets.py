"""From graded notebooks to sheets: `grader exam practice` and `quiz` with --from-grades."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from grader.assistant.autograde import autograde
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.cli import app
from grader.exam.mending import sheets
from grader.exam.mending.links import faults, links
from grader.instructor.release import release
from grader.judge.assignment import compile_assignment
from grader.masters.exercise import exercises

pytestmark = pytest.mark.usefixtures("warm")

QUESTION = '''"""One topic."""

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.question import Question


def _ask(number, level):
    return Question(
        prompt=f"Level {level}: what is {number} times two?",
        answer=numeric(2.0 * number, {"It is not doubled.": float(number)}),
        solution=(f"Twice {number} is {2 * number}.",),
        given={"number": number},
    )


@question(title="Twice", slide="Numbers", points=(1, 2, 3), minutes=(1, 1, 1))
def twice(rng, level):
    """Level by level."""
    return _ask(int(rng.integers(3, 99)), level)


@question(title="The sign", slide="Numbers", points=(1, 2, 3), minutes=(1, 1, 1))
def the_sign(rng, level):
    """Level by level."""
    return _ask(-int(rng.integers(3, 99)), level)
'''
TRAINS = (
    '"""Doubling."""\n\nRIGHT = 2\n\n\n'
    'TRAINS = {\n    "minus | zerodivisionerror": ["the_sign:2"],\n    "": ["twice"],\n}\n'
)


@pytest.fixture
def graded(course: Course, hand_in: Callable[..., Path]) -> Course:
    """A course with two questions, and three graded students: one good, one crashed, one empty."""
    week = course.solutions("week1")
    for name, text in {"questions/__init__.py": 'TOPICS = {"numbers": "Numbers"}\n',
                       "questions/numbers.py": QUESTION, "exercises/__init__.py": "",
                       "exercises/double.py": TRAINS}.items():  # fmt: skip
        (week / name).parent.mkdir(exist_ok=True)
        (week / name).write_text(text)
    release(course, "week1")
    hand_in("good")
    hand_in("crash", double="def double(x):\n    return x / 0")
    hand_in("empty", double="def double(x):\n    ...  # YOUR CODE HERE",
            square="def square(x):\n    ...  # YOUR CODE HERE")  # fmt: skip
    autograde(course, "week1")
    return course


def test_a_sheet_trains_what_went_wrong(graded: Course) -> None:
    """Special questions for the named mistake, the exercise's own for the rest."""
    good, empty, crash = (
        sheets.plans(graded, "week1", [name])[0] for name in ("good", "empty", "crash")
    )
    named = {step.why: (step.question, step.level) for step in crash.steps}
    (shown,) = (why for why in named if "ZeroDivisionError" in why)
    assert named[shown] == ("the_sign", 2)
    (hidden,) = (why for why in named if why.startswith("In double") and why != shown)
    assert named[hidden] == ("twice", 1)
    assert empty.steps[0].why == "You left double empty."
    assert [step.level for step in empty.steps] == [1, 2, 3]
    assert [step.level for step in good.steps] == [3]
    assert good.opening.startswith("You have 6 of 6 points.")
    with pytest.raises(GraderError, match="'goood' has no grades"):
        sheets.plans(graded, "week1", ["goood"])
    (absent,) = sheets.plans(graded, "week1", listed=["absent"])
    assert absent.opening.startswith("Nothing of yours is graded yet")
    assert absent.steps


def test_the_commands_write_a_file_for_each_and_one_for_the_class(graded: Course) -> None:
    """Twice the same bytes; the class's sheet has no student's name."""

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["--course", str(graded.root), "exam", *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    exam = graded.work / "exam"
    assert "wrote 3 sheets" in run("practice", "week1", "--from-grades")
    first = (exam / "practice-week1" / "practice-crash.pdf").read_bytes()
    run("practice", "week1", "crash", "--from-grades")
    assert (exam / "practice-week1" / "practice-crash.pdf").read_bytes() == first
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(first)).pages]
    assert "In double you lost 3 points" in pages[0]
    assert "Solutions" not in pages[0]
    assert "Solutions" in pages[-1]
    assert "wrote 1 quizzes" in run("quiz", "week1", "empty", "--from-grades")
    page = (exam / "quiz-week1" / "quiz-empty.html").read_text()
    assert '<p class="why">You left double empty.</p>' in page
    run("practice", "week1", "--class")
    text = PdfReader(exam / "practice-class.pdf").pages[0].extract_text()
    assert "3 students together have" in text
    assert not any(name in text for name in ("good", "crash"))


def test_students_get_no_word_of_the_questions(graded: Course) -> None:
    """Neither the release nor what answers are graded with has the links."""
    released = (graded.release("week1") / "exercises" / "double.py").read_text()
    assert released == '"""Doubling."""\n\nRIGHT = 2\n'
    assert compile_assignment(graded.solutions("week1")).exercises["exercises.double"] == released


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('{"": ["twise"]}', "names twise, and there is no such question. Did you mean twice?"),
        ('{"three": ["twice"]}', 'no key ""'),
        ('{"": ["twice:4"]}', "must be 1, 2 or 3, got 'twice:4'"),
        ('{"no such words": ["twice"], "": ["twice"]}', "has the words 'no such words'"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(graded: Course, said: str, fault: str) -> None:
    """What `grader check` says of the exercise."""
    week = graded.week("week1")
    (week.folder / "exercises" / "double.py").write_text(f"TRAINS = {said}\n")
    asked = exercises(graded.masters("week1"))
    (found,) = faults(week, asked[0])
    assert fault in found
    assert faults(week, asked[1]) == ["no question trains its mistakes: its file has no TRAINS"]
    assert links(week, tuple(asked))["square"].rest == ()


def test_if_one_exercise_has_links_all_need_them(graded: Course) -> None:
    """The statement above an exercise is enough only as long as no file of the week names any."""
    week = graded.week("week1")
    (week.folder / "slides.toml").write_text(
        '[[item]]\nslide = "S"\nsays = "s"\nnotebook = "01_tiny"\ncell = "title"\n'
        'questions = ["twice"]\n'
    )
    file = week.folder / "exercises" / "double.py"
    _, square, essay = exercises(graded.masters("week1"))
    file.write_text("RIGHT = 2\n")
    assert (faults(week, square), faults(week, essay)) == ([], [])
    file.write_text(TRAINS)
    assert faults(week, square) == ["no question trains its mistakes: its file has no TRAINS"]
    assert faults(week, essay) == []  # a person marks it: the statement is enough
