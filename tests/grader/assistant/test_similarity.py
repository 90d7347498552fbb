"""``grader similarity``: finds copies, spares groups and stubs, and writes a harmless page."""

import csv
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.assistant.similarity import Similarity, similarity
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.cli import app

RANKING = Path(__file__).resolve().parents[2] / "benchmarks" / "similarity_ranking.py"
HandIn = Callable[..., Path]
COPIED = {
    "double": "def double(x):\n    total = 0\n    for step in range(2):\n"
    "        total = total + x\n    return total",
    "square": "def square(x):\n    rows = [x for _ in [None]]\n    return sum(r * x for r in rows)",
}
RENAMED = {
    "double": "def double(z):\n    # my own\n    acc=0\n    for k in range(2): acc += z\n"
    "    return acc",
    "square": "def square(z):\n    out = [z for _ in [None]]\n    return sum(z * q for q in out)",
}


@pytest.fixture
def crowd(hand_in: HandIn) -> None:
    """Hand in for thirty students: everyone doubles alike, and squares in one of ten ways."""
    for number in range(30):
        square = f"def square(x):\n    y = x + {number % 10}\n    return x * y"
        hand_in(f"s{number:02}", double="def double(x):\n    return x + x", square=square)


def names(found: Similarity) -> list[tuple[str, str]]:
    """Return the pairs in order."""
    return [(pair.left.name, pair.right.name) for pair in found.pairs]


@pytest.mark.usefixtures("crowd")
def test_a_renamed_copy_is_first(course: Course, hand_in: HandIn) -> None:
    """It is named with its likelihood, its lines are marked, and no one is accused."""
    hand_in("ada", **COPIED)
    hand_in("bob", **RENAMED)
    found = similarity(course, "week1")
    assert names(found)[0] == ("ada", "bob")
    assert found.pairs[0].score > 1.5 * found.pairs[1].score
    text = found.path.read_text(encoding="utf-8")
    assert '<span class="rare">    return total</span>' in text
    assert '<span class="rare">    return acc</span>' in text
    assert '<span class="rare">def' not in text  # the release has that line
    for word in ("plagiar", "cheat", "guilt", "copied"):
        assert word not in text.lower()


@pytest.mark.usefixtures("crowd")
def test_what_everyone_writes_weighs_nothing(course: Course, hand_in: HandIn) -> None:
    """Two who share the answer of all others, and each an own one, are no pair that stands out."""
    hand_in("ada", double="def double(x):\n    return x + x", square="def square(x): return x**2.0")
    hand_in("bob", double="def double(x):\n    return x + x", square="def square(x): return x*x*1")
    assert not any({"ada", "bob"} == set(pair) for pair in names(similarity(course, "week1")))


@pytest.mark.usefixtures("crowd")
def test_a_habit_in_every_answer_is_no_pair(course: Course, hand_in: HandIn) -> None:
    """Two who write the same comment above every answer, and other answers, do not stand out."""
    habit = "# my own work, as in the lecture\ndef {}(x):\n    return {}"
    for student, factor in (("ada", 2.0), ("bob", "int(2)")):
        double = habit.format("double", f"x * {factor}")
        hand_in(student, double=double, square=habit.format("square", f"x ** {factor}"))
    assert ("ada", "bob") not in names(similarity(course, "week1"))


@pytest.mark.usefixtures("crowd")
def test_equal_words_come_before_equal_steps(course: Course, hand_in: HandIn) -> None:
    """Of many who do the same, two who also have the same names and comment are first."""
    for student in ("ada", "bob"):
        hand_in(
            student,
            double="def double(x):\n    return x + x",
            square="def square(x):\n    odd = x + 3  # the trick of lecture 4\n    return x * odd",
        )
    assert names(similarity(course, "week1"))[0] == ("ada", "bob")


def test_the_released_text_is_nobodys(course: Course, hand_in: HandIn) -> None:
    """Of two who handed in the release, nothing is alike."""
    stub = {"double": "def double(x):\n    ...  # YOUR CODE HERE", "square": "", "essay": ""}
    hand_in("ada", **stub)
    hand_in("bob", **stub)
    assert similarity(course, "week1").pairs == []


def test_one_who_moves_and_splits_cells_is_found(course: Course, hand_in: HandIn) -> None:
    """A helper in another cell, and code under another exercise, are compared too."""
    for number in range(30):
        hand_in(f"s{number:02}", double=f"def double(x):\n    return x * {number} - x * 3")
    hand_in("ada", **COPIED)
    both = f"{RENAMED['square']}\n\n{RENAMED['double']}"
    hand_in("bob", double="", square=both)
    assert names(similarity(course, "week1"))[0] == ("ada", "bob")


@pytest.mark.parametrize("group", ["Team 1", ""])
def test_a_group_that_handed_in_together_is_one(
    course: Course, hand_in: HandIn, group: str
) -> None:
    """The same files are a pair worth reading, but not within a group of the roster."""
    with (course.work / "roster.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["student", "group"], ["ada", group], ["bob", group], ["eve", ""]]
        )
    hand_in("ada", **COPIED)
    hand_in("bob", **COPIED)
    hand_in("eve", **RENAMED)
    expected = {("ada, bob", "eve")} if group else {("ada", "bob"), ("ada", "eve"), ("bob", "eve")}
    found = similarity(course, "week1")
    assert set(names(found)) == expected
    assert "nobody can say" in found.verdict  # three are no class


@pytest.mark.usefixtures("crowd")
def test_a_hostile_or_broken_file_is_named_or_harmless(course: Course, hand_in: HandIn) -> None:
    """Text of students is text on the page, and what cannot be read is named, not fatal."""
    bad = "# </span><script>alert(1)</script>\ndef double(x):\n    return '<b>' + x * 77"
    hand_in("eve", double=bad)
    hand_in("mal", double=bad)
    (course.submitted("week1", "s00") / "01_tiny.ipynb").write_bytes(b"%PDF-1.7")
    found = similarity(course, "week1")
    assert [line for line in found.unread if line.startswith("s00: ")]
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    text = found.path.read_text(encoding="utf-8")
    parser.feed(text)
    assert {"script", "b", "img", "link", "iframe"}.isdisjoint(tags)
    assert "&lt;script&gt;" in text
    assert "http" not in text.replace("http-equiv", "")


@pytest.mark.usefixtures("crowd")
def test_the_command_says_what_it_found(course: Course, hand_in: HandIn) -> None:
    """Pairs with their likelihood, and where they stand side by side."""
    hand_in("ada", **COPIED)
    hand_in("bob", **RENAMED)
    done = CliRunner().invoke(app, ["similarity", "week1", "--course", str(course.root)])
    assert done.exit_code == 0
    assert "ada · bob" in done.output
    assert "32 submissions, 496 pairs." in done.output
    assert "week1-similarity.html" in done.output


def test_the_missing_step_is_named(course: Course) -> None:
    """Without submissions it says what to run first."""
    with pytest.raises(GraderError, match="grader collect week1"):
        similarity(course, "week1")


@pytest.mark.slow
def test_planted_copies_are_above_honest_pairs() -> None:
    """In two small classes, five kinds of copies are found, with at most three pairs above."""
    words = ["--students", "40", "--copies", "1", "--seed", "2"]
    done = subprocess.run(
        [sys.executable, "-W", "error", str(RANKING), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
