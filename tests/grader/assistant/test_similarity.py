"""``grader similarity``: finds copies, spares groups and stubs, and writes a harmless page."""

import inspect
import random
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from course_lib.losses import credit_risk
from grader.assistant.similarity import Similarity, foremost, similarity
from grader.assistant.similarity.cells import Work
from grader.assistant.similarity.chance import Chance
from grader.assistant.similarity.comparison import Pair, in_order
from grader.assistant.similarity.given import Reader
from grader.assistant.similarity.proof import Proof
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.cli import app
from grader.cli.console import show_similarity
from grader.judge.assignment import compile_assignment

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


def pair(score: float, proof: Proof | None = None) -> Pair:
    """Return a pair of two students without any work."""
    return Pair(Work(["ada"], ""), Work(["bob"], ""), score, 0.01, proof, [])


def test_many_equal_files_hide_no_pair_that_chance_does_not_make() -> None:
    """Ten with one file are 45 pairs; whoever shares thirty steps with another is seen beside."""
    equal, unlikely = [pair(3, Proof(60, files=True))] * 45, [pair(100), pair(90)]
    assert foremost([*equal, *unlikely], 40) == [*equal[:38], *unlikely]
    many = [pair(score) for score in range(60, 0, -1)]
    assert foremost([*equal, *many], 40) == [*equal[:20], *many[:20]]
    assert foremost([*equal[:3], *many], 40) == [*equal[:3], *many[:37]]


def test_the_terminal_shows_both_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of forty pairs it prints twenty, and the one without proof is among them."""
    pairs = [*[pair(3, Proof(60, files=True))] * 39, pair(97)]
    show_similarity(Console(width=200), Similarity(tmp_path, pairs, 50, [], 0, 0))
    printed = capsys.readouterr().out
    assert printed.count("byte by byte") == 19
    assert "97.0" in printed


def test_the_least_likely_of_the_proved_pairs_is_first() -> None:
    """A file that two have in common says less than all that two others share."""
    surprise = np.ones((4, 4))
    surprise[2, 3] = 9
    chance = Chance(np.ones((4, 4)), surprise, np.ones(4))
    proved = {(0, 1): Proof(90, files=True), (2, 3): Proof(30)}
    assert in_order(chance, proved, 1)[:2] == [(2, 3), (0, 1)]
    surprise[2, 3] = 1
    assert in_order(chance, proved, 1)[:2] == [(0, 1), (2, 3)]  # chance says nothing: files first


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


@pytest.mark.parametrize("placeholder", ["*Write your answer here.*", "YOUR ANSWER HERE", ""])
def test_the_released_text_is_nobodys(course: Course, hand_in: HandIn, placeholder: str) -> None:
    """Of a class that handed in the release, placeholders and all, nothing is alike."""
    stub = {"double": "def double(x):\n    ...  # YOUR CODE HERE", "square": ""}
    for number in range(12):
        hand_in(f"s{number:02}", essay=placeholder, **stub)
    assert similarity(course, "week1").pairs == []


def test_one_who_moves_and_splits_cells_is_found(course: Course, hand_in: HandIn) -> None:
    """A helper in another cell, and code under another exercise, are compared too."""
    for number in range(30):
        hand_in(f"s{number:02}", double=f"def double(x):\n    return x * {number} - x * 3")
    hand_in("ada", **COPIED)
    both = f"{RENAMED['square']}\n\n{RENAMED['double']}"
    hand_in("bob", double="", square=both)
    assert names(similarity(course, "week1"))[0] == ("ada", "bob")


def own_words(rng: random.Random, words: int = 60) -> str:
    """Return a text of common words and some that hardly anybody else has."""
    return " ".join(f"w{min(rng.randrange(60), rng.randrange(2000))}" for _ in range(words))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_honest_answers_of_one_line_accuse_nobody(
    course: Course, hand_in: HandIn, seed: int
) -> None:
    """Thirty students, two exercises of one line and an essay of own words: no pair is rare."""
    rng = random.Random(seed)
    for number in range(30):
        double = rng.choice(["x + x", "2 * x", "x * 2", "2 * x", "sum([x, x])"])
        square = rng.choice(["x * x", "x ** 2", "x ** 2", "pow(x, 2)", "x * (x)"])
        hand_in(
            f"s{number:02}",
            double=f"def double(x):\n    return {double}",
            square=f"def square(x):\n    return {square}",
            essay=own_words(rng),
        )
    pairs = similarity(course, "week1").pairs
    assert not any(pair.stands_out for pair in pairs)


@pytest.mark.usefixtures("crowd")
def test_a_function_of_the_library_is_shown(course: Course, hand_in: HandIn) -> None:
    """An answer that is one with other names stands beside it; nobody is alike in it."""
    source = inspect.getsource(type(credit_risk)._value)
    assert "risk_weight" in source  # what is taken below
    body = re.sub(r"self\.risk_weight", "w", source[source.index("return") :].strip())
    for student, (p, y) in {"ada": ("guess", "truth"), "bob": ("out", "is_bad")}.items():
        told = re.sub(r"\by\b", y, re.sub(r"\bp\b", p, body))
        hand_in(student, double=f"def double({p}, {y}, w):\n    {told}", square="", essay="")
    found = similarity(course, "week1")
    assert found.borrowed == 2
    reader = Reader(course, compile_assignment(course.solutions("week1")))
    own = reader.fragments(f"def double({p}, {y}, w):\n    {told}", True)
    assert {item.first for item in own} == {1}  # nothing of the second line is anybody's
    assert "course_lib.losses.CreditRisk._value: ada, bob; 2 of 32" in found.path.read_text("utf-8")


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
    """In two small classes, all kinds of copies are found, with at most three pairs above."""
    words = ["--students", "40", "--copies", "1", "--seed", "2"]
    done = subprocess.run(
        [sys.executable, "-W", "error", str(RANKING), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
