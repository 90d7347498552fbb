"""Moodle XML against Moodle's documented rules, and against the bank."""

import base64
import math
import xml.etree.ElementTree as ET

import pytest
from formulas import questions

from grader.exam.blueprint import Blueprint, Pick
from grader.exam.draw import Exam
from grader.exam.question import Choice, Derivation, Numeric, Question, Short
from grader.exam.writers.moodle import moodle

# The list in Moodle's question editor, in per cent; the negative ones are allowed too.
ALLOWED = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
           14.28571, 12.5, 11.11111, 10, 5, 0}  # fmt: skip
EXAM = Exam(Blueprint((Pick(),), title="All"), 1, questions())
KINDS = {"numeric": "numerical", "choice": "multichoice", "several": "multichoice",
         "short": "shortanswer", "derivation": "essay"}  # fmt: skip


@pytest.fixture(scope="module")
def pairs() -> list[tuple[ET.Element, Question]]:
    """Each question of the file with that of the bank; the file is sorted by topic."""
    nodes = [
        n for n in ET.fromstring(moodle(EXAM)).findall("question") if n.get("type") != "category"
    ]
    ordered = sorted(EXAM.questions, key=lambda question: question.topic)
    return list(zip(nodes, ordered, strict=True))


def _fractions(node: ET.Element) -> list[float]:
    return [float(answer.get("fraction", "x")) for answer in node.findall("answer")]


def test_the_first_byte_is_the_declaration() -> None:
    """Moodle wants UTF-8 with the XML declaration at the very start."""
    data = moodle(EXAM)
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert data.decode("utf-8")
    assert data == moodle(EXAM)


def test_a_category_stands_before_the_questions_of_its_topic() -> None:
    """Every topic has one category, and the file begins with one."""
    nodes = ET.fromstring(moodle(EXAM)).findall("question")
    paths = [n.findtext("category/text") for n in nodes if n.get("type") == "category"]
    assert nodes[0].get("type") == "category"
    assert len(paths) == len(set(paths)) == len({q.topic for q in EXAM.questions})
    assert all(str(path).startswith("$course$/top/All/") for path in paths)


def test_a_slash_in_the_title_makes_no_level() -> None:
    """Moodle reads two slashes as one that belongs to the name."""
    plan = Blueprint((Pick(),), title="Midterm A/B")
    paths = ET.fromstring(moodle(Exam(plan, 1, questions()[:1]))).findall(".//category/text")
    assert [path.text for path in paths] == [f"$course$/top/Midterm A//B/{questions()[0].topic}"]


def test_kinds_points_and_names(pairs: list[tuple[ET.Element, Question]]) -> None:
    """Each question has Moodle's type, its points and a name of its own."""
    names = [node.findtext("name/text") for node, _ in pairs]
    assert len(set(names)) == len(names)
    for node, question in pairs:
        assert node.get("type") == KINDS[question.kind]
        assert node.findtext("defaultgrade") == str(question.points)
        assert node.findtext("generalfeedback/text")


def test_fractions_are_among_moodles(pairs: list[tuple[ET.Element, Question]]) -> None:
    """Fractions are allowed ones; right options sum to 100, all options of several to 0 or less."""
    for node, question in pairs:
        fractions = _fractions(node)
        assert all(abs(fraction) in ALLOWED for fraction in fractions)
        if isinstance(question.answer, Choice):
            assert math.isclose(sum(f for f in fractions if f > 0), 100, abs_tol=0.01)
            right = [f > 0 for f in fractions]
            assert right == [option.correct for option in question.answer.options]
            assert node.findtext("single") == str(not question.answer.several).lower()
        if question.kind == "several":
            assert math.isclose(sum(f for f in fractions if f < 0), -100, abs_tol=0.01)


def test_numbers_carry_tolerance_and_feedback(pairs: list[tuple[ET.Element, Question]]) -> None:
    """The right number comes first with its tolerance; each mistake has its explanation."""
    for node, question in pairs:
        if isinstance(question.answer, Numeric):
            answers = node.findall("answer")
            assert float(answers[0].findtext("text") or "") == question.answer.value
            assert float(answers[0].findtext("tolerance") or "") == question.answer.tolerance
            for answer, mistake in zip(answers[1:], question.answer.mistakes, strict=True):
                assert float(answer.findtext("text") or "") == mistake.value
                assert answer.get("fraction") == "0"
                assert answer.findtext("feedback/text")
        if isinstance(question.answer, Short):
            assert _fractions(node)[0] == 100
        if isinstance(question.answer, Derivation):
            assert "p: " in str(node.findtext("graderinfo/text"))


def test_figures_are_embedded(pairs: list[tuple[ET.Element, Question]]) -> None:
    """A figure is a PNG inside the question's text."""
    with_figure = [(node, q) for node, q in pairs if q.figure is not None]
    assert with_figure
    for node, _ in with_figure:
        text = str(node.findtext("questiontext/text"))
        data = text.split("data:image/png;base64,")[1].split('"')[0]
        assert base64.b64decode(data).startswith(b"\x89PNG")
