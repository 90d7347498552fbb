"""The page: it answers in words, excludes what is not graded, and shows text as text."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.assistant.autograde import autograde
from grader.assistant.report import report
from grader.assistant.report.page import page
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.instructor.release import release
from grader.masters.exercise import Exercise
from grader.workers import pool

HandIn = Callable[..., Path]
SIGN = "def double(x):\n    return abs(2 * x)"
EVIL = "<script>alert(1)</script>"
ASKED = [Exercise("a", "a_test", "01", 2, False), Exercise("b", "b", "01", 3, True)]


class Tags(HTMLParser):
    """Collects the tags, the attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data


def words(html: str) -> str:
    """Return the text of a page with single spaces."""
    return " ".join(Tags(html).text.split())


def student(
    name: str, a: float | None, *, b: float | None = 3.0, reason: str = "", lost: str = "wrong"
) -> tuple[Row, Stored]:
    """Return one made student; without ``a`` the first exercise is not graded, for the reason."""
    losses = (LostPoints("", 2 - a, lost),) if a is not None and a < 2 else ()
    verdict = "not graded" if a is None else ("failed" if losses else "passed")
    result = ExerciseResult("a", "a_test", "01", a, 2, verdict, losses, reason, 0.5, 10**8)  # type: ignore[arg-type]  # one of the literals
    record = Stored(
        name, "d", SubmissionResult((NotebookResult("01", "f", (result,), seconds=2.5),))
    )
    waiting = ("b",) if b is None else ()
    row = Row(name, {"a": a, "b": b}, 5, waiting, (f"a: {reason}",) if reason else ())
    return row, record


def made(*students: tuple[Row, Stored]) -> str:
    """Return the page of a class."""
    rows = [row for row, _ in students]
    return page("week1", ASKED, rows, {stored.student: stored for _, stored in students})[0]


def test_hostile_text_stays_text() -> None:
    """No name, reason or hint becomes a tag, and the page takes nothing from elsewhere."""
    html = made(
        student(EVIL, 0.0, lost=EVIL), student(f"{EVIL}2", None, reason=EVIL), student("x", 2.0)
    )
    tags = Tags(html)
    assert "script" not in tags.tags
    assert EVIL in tags.text
    assert not [value for name, value in tags.attributes if name in ("src", "href")
                and not (value or "").startswith("data:")]  # fmt: skip
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert "://" not in re.sub(r"base64,\S+", "", html)


def test_not_graded_is_said_and_not_counted() -> None:
    """The mean is that of the graded; the others are named with the reason."""
    text = words(made(student("ada", 1.0), student("bob", None, reason="no file", b=None)))
    assert "no file: a, of 1 student (bob)." in text
    assert "a 2 1 50% too few to tell 0% 100% 0% 0 1" in text
    assert "b: 1 of 2 (bob)" in text
    assert "b 3 – – 1 to be read" in text
    assert "The one student with a score has 80% of the points. 1 of 2 have no score" in text


def test_every_figure_has_words() -> None:
    """Each image has an alternative text, and a class of twelve has all three figures."""
    scores = [0.0, 0.5, 1.0, 2.0] * 3
    html = made(*(student(f"s{i}", score, b=score) for i, score in enumerate(scores)))
    tags = Tags(html)
    alts = [value for name, value in tags.attributes if name == "alt"]
    assert tags.tags.count("img") == len(alts) == 3
    assert all(alts)


@pytest.mark.parametrize(
    ("students", "said"),
    [
        ([student("ada", 2.0)], "Nothing: nobody lost a point"),
        ([student("ada", None, reason="x", b=None)], "cannot be said yet, because nothing is"),
        ([student("ada", 0.0)], "Most points were lost in this exercise"),
        ([student(f"s{i}", float(i % 3)) for i in range(300)], "in this exercise: a (01): 300 of"),
    ],
)
def test_any_class_has_an_answer(students: list[tuple[Row, Stored]], said: str) -> None:
    """One student, none graded, nothing lost, or three hundred."""
    assert said in words(made(*students))


def test_without_a_sandbox_it_says_so() -> None:
    """One submission that was graded without a sandbox is enough for the warning."""
    row, record = student("ada", 2.0)
    assert "without a sandbox" not in words(made((row, record)))
    bare = Row(row.student, row.scores, 5, (), (), isolated=False)
    assert "Graded without a sandbox" in words(made((bare, record)))


@pytest.mark.usefixtures("warm")
def test_a_graded_class(course: Course, hand_in: HandIn) -> None:
    """From the gradebook to the answer: points lost, who left it empty, the mistake behind it."""
    (released,) = release(course, "week1")
    for name in ("ada", "bob"):
        hand_in(name, double=SIGN)
    hand_in("cleo").write_bytes(released.read_bytes())
    hand_in("dan").write_text("%PDF-1.7", encoding="utf-8")
    autograde(course, "week1", workers=pool.here(1))
    done = report(course, "week1")
    assert [lesson.exercise for lesson in done.lessons] == ["double", "square"]
    assert done.lessons[0].text.startswith("10 of 12 points lost, by 3 of 3 students; 1 left")
    assert "(2 students): “double" in done.lessons[0].text
    text = words(done.path.read_text(encoding="utf-8"))
    assert "everything, of 1 student (dan)." in text
    assert "Slowest exercises" in text
    before = done.path.read_bytes()
    assert report(course, "week1").path.read_bytes() == before


def test_before_grading_the_step_is_named(course: Course) -> None:
    """An empty gradebook is answered with the command that fills it."""
    with pytest.raises(GraderError, match="Nothing of week1 was graded yet") as caught:
        report(course, "week1")
    assert "grader autograde week1" in caught.value.hint
