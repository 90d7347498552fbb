"""Every form of a right typed answer is right in every system, and no wrong one is.

The table is in ``forms.py``; Moodle and Canvas are played by ``moodle_rules.py`` and
``canvas_rules.py``, which follow their source and not ours.
"""

import dataclasses
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from itertools import combinations

import canvas_rules
import forms
import moodle_rules
import pytest

from grader.exam import bank
from grader.exam.answers import numeric, shape
from grader.exam.blueprint import Blueprint, Pick
from grader.exam.draw import Exam
from grader.exam.question import Choice, Numeric, Question
from grader.exam.writers.canvas import canvas
from grader.exam.writers.moodle import moodle

TYPED, SEVERAL = ("numeric", "short"), "several"
SEEDS = {"numeric": 2, "short": 25, "several": 4}  # a choice of the shapes has many faces


@cache
def drawn() -> tuple[Question, ...]:
    """Variants of every question that is typed or a choice of several, and some hard numbers."""
    found = []
    for entry in bank.load().values():
        for level in (1, 2, 3):
            for seed in range(max(SEEDS.values())):
                question = entry.draw(bank.variant_rng(seed, entry.id, level), level)
                if seed < SEEDS.get(question.kind, 0):
                    found.append(dataclasses.replace(question, figure=None))
                elif question.kind != "short":
                    break
    pattern = next(q for q in found if q.kind == "numeric")
    values = (3 / 7, -3 / 7, -0.5, -1.25, 0.05, -12.0, 20000.0, 1.0, 1000.0, -0.004, 0.0)
    hard = [dataclasses.replace(pattern, answer=numeric(value)) for value in values]
    sizes = ((22, 2), (2, 22), (3,), (64, 3), (10, 10), (1, 2, 3))
    word = next(q for q in found if q.kind == "short")
    hard += [dataclasses.replace(word, answer=shape(size)) for size in sizes[:5]]
    return tuple(
        dataclasses.replace(q, prompt=f"{i}: {q.prompt}") for i, q in enumerate([*found, *hard])
    )


@cache
def moodle_nodes() -> tuple[tuple[Question, ET.Element], ...]:
    """Each question with what Moodle imports of it."""
    root = ET.fromstring(moodle(Exam(Blueprint((Pick(),), title="All"), 1, drawn())))
    nodes = [node for node in root.findall("question") if node.get("type") != "category"]
    ordered = sorted(drawn(), key=lambda question: question.topic)
    return tuple(zip(ordered, nodes, strict=True))


@cache
def canvas_items() -> tuple[tuple[Question, ET.Element], ...]:
    """Each question with its item of the package for Canvas."""
    package = zipfile.ZipFile(
        io.BytesIO(canvas(Exam(Blueprint((Pick(),), title="All"), 1, drawn())))
    )
    (name,) = (n for n in package.namelist() if re.fullmatch(r"(\w+)/\1\.xml", n))
    items = ET.fromstring(package.read(name)).iter(f"{canvas_rules.QTI}item")
    return tuple(zip(drawn(), items, strict=True))


def typed() -> list[Question]:
    """The questions whose answer is typed."""
    return [question for question in drawn() if question.kind in TYPED]


def _said(question: Question, text: str) -> str:
    return f"{question.id} {question.level}: {text!r} for {question.answer}"


def test_the_table_has_every_short_question_and_enough_forms() -> None:
    """All eight short questions and all numeric ones are in it, with thousands of forms."""
    there = {(q.id, q.level) for q in typed() if q.kind == "short"}
    assert there == {("array_shape", 1), ("array_shape", 2), ("array_shape", 3),
                     ("diagnose_fit", 1), ("name_activation", 1), ("name_activation", 2),
                     ("name_activation", 3), ("read_path", 2)}  # fmt: skip
    shown = {q.answer.accepted[0] for q in typed() if q.id in ("diagnose_fit", "name_activation")}
    assert shown == set(forms._RIGHT_WORDS)
    assert sum(len(forms.right(q)) for q in typed()) > 5000
    assert sum(len(forms.wrong(q)) for q in typed()) > 4000


def test_the_normaliser_reads_the_table() -> None:
    """Every right form is accepted by the answer itself, and no wrong one."""
    refused = [_said(q, form.text) for q in typed() for form in forms.right(q)
               if not q.answer.accepts(form.text)]  # fmt: skip
    accepted = [_said(q, text) for q in typed() for text in forms.wrong(q)
                if q.answer.accepts(text)]  # fmt: skip
    assert refused == []
    assert accepted == []


@pytest.mark.parametrize("language", ["English", "German"])
def test_moodle_gives_full_marks_or_asks_again(language: str) -> None:
    """Every right form counts; what the number field cannot hold, Moodle complains about."""
    separators = {"English": (".", ","), "German": (",", ".")}[language]
    lost, told = [], 0
    for question, node in moodle_nodes():
        if question.kind not in TYPED:
            continue
        for form in (f for f in forms.right(question) if f.language in ("", language)):
            found = moodle_rules.mark(node, form.text, point=separators[0], group=separators[1])
            asks = forms.MOODLE in form.asks or (language == "German" and "." in form.text)
            if found.share < 1 and not (asks and found.complaint):
                lost.append(f"{_said(question, form.text)}: {found}")
            told += found.share < 1
    assert lost == []
    assert told > 0


def test_moodle_takes_nothing_wrong() -> None:
    """No wrong form gets a point, and those of a known mistake get its explanation."""
    taken = [
        _said(question, text) for question, node in moodle_nodes() if question.kind in TYPED
        for text in forms.wrong(question) if moodle_rules.mark(node, text).share > 0
    ]  # fmt: skip
    assert taken == []
    explained = 0
    for question, node in moodle_nodes():
        for mistake in question.answer.mistakes if question.kind == "short" else ():
            assert moodle_rules.mark(node, mistake[0].replace(" ", "")).feedback
            explained += 1
    assert explained > 10


@pytest.mark.parametrize("language", ["English", "German"])
def test_canvas_gives_full_marks_or_empties_the_field(language: str) -> None:
    """Every right form counts; what the number field cannot hold, it empties with a word."""
    separators = {"English": (".", ","), "German": (",", ".")}[language]
    lost = []
    for question, item in canvas_items():
        table = forms.right(question) if question.kind in TYPED else ()
        for form in (f for f in table if f.language in ("", language)):
            found = canvas_rules.mark(item, form.text, point=separators[0], group=separators[1])
            asks = forms.CANVAS in form.asks
            if found.share < 1 and not (asks and found.complaint):
                lost.append(f"{_said(question, form.text)}: {found}")
    assert lost == []


def test_canvas_takes_nothing_wrong() -> None:
    """No wrong form gets a point."""
    taken = [
        _said(question, text) for question, item in canvas_items() if question.kind in TYPED
        for text in forms.wrong(question) if canvas_rules.mark(item, text).share > 0
    ]  # fmt: skip
    assert taken == []


def test_moodle_shows_the_plain_number_as_the_right_answer() -> None:
    """The units that read fractions and minus signs are not seen beside it."""
    for question, node in moodle_nodes():
        if isinstance(question.answer, Numeric):
            shown = moodle_rules.shown_as_right(node).replace("\u00a0", " ").strip()
            assert shown.split()[0] == repr(question.answer.value)
            assert shown.split()[1:] == [question.answer.unit][: bool(question.answer.unit)]


def test_a_choice_of_several_earns_the_same_in_every_form() -> None:
    """Each right option a share, each wrong one a share less, never below 0: for every choice."""
    count = 0
    for (question, node), (other, item) in zip(
        sorted(moodle_nodes(), key=lambda pair: pair[0].prompt),
        sorted(canvas_items(), key=lambda pair: pair[0].prompt),
        strict=True,
    ):
        assert question is other
        answer = question.answer
        if not isinstance(answer, Choice) or not answer.several:
            continue
        options = range(len(answer.options))
        for size in options:
            for chosen in map(set, combinations(options, size)):
                hits = len(chosen & set(answer.right))
                expected = max(0.0, (hits - (len(chosen) - hits)) / len(answer.right))
                assert answer.share(chosen) == pytest.approx(expected)
                assert moodle_rules.mark_several(node, chosen) == pytest.approx(expected, abs=1e-5)
                assert canvas_rules.mark_several(item, chosen) == pytest.approx(expected)
                count += 1
    assert count > 1000
