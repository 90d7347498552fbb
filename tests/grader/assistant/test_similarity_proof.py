"""``grader similarity``: what is equal to the letter is proof, whatever else differs."""

import csv
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.assistant.collect import collect
from grader.assistant.similarity import Similarity, similarity
from grader.assistant.similarity.given import Reader
from grader.base.course import Course
from grader.judge.assignment import compile_assignment
from grader.judge.source import code

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


def own_words(rng: random.Random, words: int = 60) -> str:
    """Return a text of common words and some that hardly anybody else has."""
    return " ".join(f"w{min(rng.randrange(60), rng.randrange(2000))}" for _ in range(words))


def grouped(course: Course, **groups: str) -> Path:
    """Write a roster."""
    path = course.work / "roster.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["student", "group"], *groups.items()])
    return path


@pytest.mark.usefixtures("crowd")
def test_an_essay_word_for_word_is_proof(course: Course, hand_in: HandIn) -> None:
    """It is first, whatever else the two wrote differently."""
    text = own_words(random.Random(1), 40)
    hand_in("ada", double="def double(x):\n    return 3 * x - x", square="", essay=text)
    double = "def double(x):\n    return x / 0.5"
    hand_in("bob", double=double, square="", essay=f"In my view: {text.upper()}. That is all.")
    hand_in("eve", **COPIED)  # two who are more alike, but not to the letter
    hand_in("mal", **RENAMED)
    found = similarity(course, "week1")
    assert names(found)[0] == ("ada", "bob")
    assert found.pairs[0].words == "proof: words in a row that are equal to the letter: 40 in essay"
    assert found.verdict.startswith("Equal to the letter: 1.")


def test_the_library_to_the_letter_is_no_proof(course: Course, hand_in: HandIn) -> None:
    """Two who hand in a long function of the library have it from there."""
    reader = Reader(course, compile_assignment(course.solutions("week1")))
    longest = max((function.source for function in reader.library), key=len)
    assert len(longest.split()) > 120
    hand_in("ada", double=longest, square="# ada", essay="")
    hand_in("bob", double=longest, square="# bob", essay="")
    assert not any(pair.proof for pair in similarity(course, "week1").pairs)


def test_what_many_have_to_the_letter_was_given_to_them(course: Course, hand_in: HandIn) -> None:
    """A text that eight of twenty hand in is no proof; two of twenty with another are."""
    given, own = own_words(random.Random(2)), own_words(random.Random(3))
    for number in range(20):
        text = given if number < 8 else own if number < 10 else own_words(random.Random(number))
        hand_in(f"s{number:02}", essay=text, square=f"def square(x):\n    return x * x + {number}")
    found = similarity(course, "week1")
    assert [(p.left.name, p.right.name) for p in found.pairs if p.proof] == [("s08", "s09")]


@pytest.mark.usefixtures("crowd")
def test_equal_files_within_a_tutorial_group_are_shown(course: Course, hand_in: HandIn) -> None:
    """The roster's group hides nothing; its name stands beside the pair."""
    grouped(course, ada="Tuesday", bob="tuesday", eve="")
    text = own_words(random.Random(4), 20)
    for student in ("ada", "bob"):
        hand_in(student, **COPIED, essay=text)
    hand_in("eve", **RENAMED)
    found = similarity(course, "week1")
    assert names(found)[0] == ("ada", "bob")
    assert found.pairs[0].words.startswith("proof: the files are equal byte by byte")
    assert found.pairs[0].group == "Tuesday"
    assert "group Tuesday" in found.path.read_text(encoding="utf-8")


def test_equal_files_of_one_line_are_no_proof(course: Course, hand_in: HandIn) -> None:
    """Two who typed the same short line into the release have nothing to explain, however much
    of it stands around that line."""
    test = next(
        c for c in nbformat.read(course.masters("week1")[0], 4).cells if "double(3" in c.source
    )
    released = "\n".join([code.visible(test.source)] * 10)
    for student in ("ada", "bob", "eve"):
        double = f"def double(x):\n    return x + x\n{released}"
        hand_in(student, double=double, square="", essay="")
    found = similarity(course, "week1")
    assert not any(pair.proof for pair in found.pairs)
    assert all(pair.words.startswith("cannot be said") for pair in found.pairs)
    assert "nobody can say" in found.verdict


def test_one_upload_for_a_team_is_one_work(course: Course, hand_in: HandIn, tmp_path: Path) -> None:
    """Who was given a file by ``collect --groups`` is no pair with who uploaded it."""
    roster = grouped(course, ada="Team 1", bob="Team 1", eve="", mal="")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for student in ("ada", "eve", "mal"):
            answers = RENAMED if student == "eve" else COPIED
            archive.write(hand_in("x", **answers), f"{student}/01_tiny.ipynb")
    shutil.rmtree(course.submitted("week1", "x").parent)
    collect(course, "week1", tmp_path / "in.zip", roster_file=roster, groups=True)
    assert set(names(similarity(course, "week1"))) == {
        ("ada, bob", "eve"), ("ada, bob", "mal"), ("eve", "mal"),
    }  # fmt: skip


def test_equal_files_that_were_put_there_by_hand_are_two(
    course: Course, hand_in: HandIn, tmp_path: Path
) -> None:
    """What a person put into two folders, and `collect` found there, is no common upload."""
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for student in ("ada", "bob"):
            archive.write(hand_in("x", **RENAMED), f"{student}/01_tiny.ipynb")
    shutil.rmtree(course.submitted("week1", "x").parent)
    for student in ("ada", "bob"):
        hand_in(student, **COPIED)
    roster = grouped(course, ada="Tuesday", bob="Tuesday")
    collect(course, "week1", tmp_path / "in.zip", roster_file=roster)
    for student in ("ada", "bob"):
        hand_in(student, **COPIED, essay="mended")
    collect(course, "week1", tmp_path / "in.zip")
    assert names(similarity(course, "week1")) == [("ada", "bob")]
