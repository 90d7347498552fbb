"""The page a student gets: reasons and hints, nothing secret, nothing that runs."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.autograde import autograde
from grader.course import Course
from grader.errors import GraderError
from grader.feedback import feedback
from grader.feedback.page import without
from grader.gradebook import opened
from grader.leaks import hidden_test_lines
from grader.records import LostPoints

pytestmark = pytest.mark.usefixtures("warm")

HandIn = Callable[..., Path]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


class Tags(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def page_of(course: Course, student: str) -> Tags:
    """Grade, write the feedback and read one student's page."""
    autograde(course, "week1")
    feedback(course, "week1")
    return Tags(course.feedback("week1", student).read_text(encoding="utf-8"))


def test_the_page_says_points_reason_hint_and_answer(course: Course, hand_in: HandIn) -> None:
    """Each lost point has a reason; the student's own code stands below it."""
    hand_in("ada", double="def double(x):\n    return abs(2 * x)  # mine")
    page = page_of(course, "ada")
    assert "1 of 4" in page.text
    assert "sign" in page.text
    assert "return abs(2 * x)  # mine" in page.text


def test_no_line_of_a_hidden_test_is_on_a_page(course: Course, hand_in: HandIn) -> None:
    """Neither the reasons nor the code shown contain a line of a hidden test."""
    hidden = hidden_test_lines(course.masters("week1"))
    assert any("double(-5.0), -10.0" in line for line in hidden)
    hand_in("ada", double="def double(x):\n    raise ValueError(x)", square="...")
    text = page_of(course, "ada").text
    assert "ValueError" in text
    assert [line for line in hidden if line in text] == []


def test_a_reason_that_repeats_a_hidden_test_is_replaced() -> None:
    """Should a message carry such a line, the student reads that a hidden test failed."""
    line = 'hints.compare(double(-5.0), -10.0, name="double(-5)")'
    shown = without({line}, LostPoints("part", 2, f"AssertionError: {line}", "Look."))
    assert (shown.points, shown.reason, shown.hint) == (2, "A hidden test failed.", "")
    harmless = LostPoints("part", 2, "The sign is lost.", "Look.")
    assert without({line}, harmless) == harmless


def test_what_a_student_wrote_is_text(course: Course, hand_in: HandIn) -> None:
    """Markup in code, answers, messages and file names does nothing on the page."""
    code = f"def double(x):\n    raise ValueError({HOSTILE!r})"
    path = hand_in("ada", double=code, essay=HOSTILE)
    path.rename(path.with_name("01_tiny <script>.ipynb"))
    page = page_of(course, "ada")
    assert HOSTILE in page.text
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "strong",
        "table", "tr", "th", "td", "div", "ul", "li", "article", "span", "pre",
    }  # fmt: skip
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    policies = [value for name, value in page.attributes if name == "content" and value]
    assert any("default-src 'none'" in value for value in policies)


def test_not_graded_is_no_zero_on_the_page(course: Course, hand_in: HandIn) -> None:
    """A file that cannot be graded is explained, and the page shows a dash and not 0."""
    hand_in("ada").write_text("%PDF", encoding="utf-8")
    text = page_of(course, "ada").text
    assert "This is not a zero." in text
    assert "– of 4" in text
    assert "0 of" not in text


def test_a_person_s_grade_and_comment_are_shown(course: Course, hand_in: HandIn) -> None:
    """A manual score replaces the automatic one, with the comment."""
    hand_in("ada", essay="Because it is linear.")
    autograde(course, "week1")
    with opened(course, "week1") as gradebook:
        gradebook.find_grade("essay", "01_tiny", "week1", "ada").manual_score = 2.0
        gradebook.find_comment("essay", "01_tiny", "week1", "ada").manual_comment = "Why <linear>?"
        gradebook.db.commit()
    text = page_of(course, "ada").text
    assert "2 of 3" in text
    assert "Why <linear>?" in text
    assert "8 of 9 points" in text


def test_what_was_repaired_is_said(course: Course, hand_in: HandIn) -> None:
    """A renamed file is graded, and the page says so."""
    path = hand_in("ada")
    path.rename(path.with_name("01_tiny (1).ipynb"))
    text = page_of(course, "ada").text
    assert "Put right before grading" in text
    assert "01_tiny (1).ipynb" in text


def test_only_one_student_and_an_unknown_one(course: Course, hand_in: HandIn) -> None:
    """``--student`` writes one page, and refuses whom no one graded."""
    hand_in("ada")
    hand_in("bob")
    autograde(course, "week1")
    assert feedback(course, "week1", student="bob") == [course.feedback("week1", "bob")]
    with pytest.raises(GraderError, match="eve has no grades"):
        feedback(course, "week1", student="eve")


def test_a_new_run_writes_the_same_page(course: Course, hand_in: HandIn) -> None:
    """The page depends on the grades alone."""
    hand_in("ada")
    autograde(course, "week1")
    (path,) = feedback(course, "week1")
    before = path.read_bytes()
    feedback(course, "week1")
    assert path.read_bytes() == before
