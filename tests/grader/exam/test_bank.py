"""The bank as a whole: how much there is, and what happens when a question is broken."""

import dataclasses
from collections import Counter

import numpy as np
import pytest
import stress
from formulas import questions

from grader.base.errors import GraderError
from grader.exam import bank, markup
from grader.exam.answers import choose, choose_several
from grader.exam.bank import Entry, validity
from grader.exam.question import KINDS, Choice, Mark, Numeric, Option, Question, UnsuitableError

GOOD = Question("What is $x$?", Numeric(1.0), ("It is 1.",))


def _entry(function: object) -> Entry:
    points, minutes = (1, 1, 1), (1.0, 1.0, 1.0)
    return Entry("mine", "Mine", "topic", "slide", points, minutes, 1, function)  # type: ignore[arg-type]


def test_there_are_enough_questions_of_every_kind() -> None:
    """At least 48 questions; every kind of answer, plots to read and code with a bug."""
    entries = bank.load()
    assert len(entries) >= 48
    drawn = questions()
    assert {question.kind for question in drawn} == set(KINDS)
    assert sum(question.figure is not None for question in drawn) >= 20
    bugs = {question.id for question in drawn if "```python" in question.prompt}
    assert len(bugs) >= 3
    per_topic = Counter(entry.topic for entry in entries.values())
    assert min(per_topic.values()) >= 3


def test_a_variant_depends_on_nothing_but_its_seed() -> None:
    """Drawn alone or after others, a variant is the same."""
    entry = bank.find("ridge_weight")
    first = entry.draw(bank.variant_rng(5, entry.id, 2), 2)
    for seed in range(5):
        entry.draw(bank.variant_rng(seed, entry.id, 1), 1)
    assert entry.draw(bank.variant_rng(5, entry.id, 2), 2) == first


def _raises(rng: np.random.Generator, level: int) -> Question:
    raise ZeroDivisionError("by zero")


def _never(rng: np.random.Generator, level: int) -> Question:
    raise UnsuitableError("no")


OPTIONS = (Option("a", True, "yes"), Option("b", False, "no"))
BROKEN = {
    "by zero": _raises,
    "no suitable numbers": _never,
    "the answer is nan": dataclasses.replace(GOOD, answer=Numeric(float("nan"))),
    "the answer is inf": dataclasses.replace(GOOD, answer=Numeric(float("inf"))),
    "tolerance must be positive": dataclasses.replace(GOOD, answer=Numeric(1.0, 0.0)),
    "no worked solution": dataclasses.replace(GOOD, solution=()),
    r"\\foo is not known": dataclasses.replace(GOOD, prompt=r"$\foo$"),
    "no partner": dataclasses.replace(GOOD, prompt="costs 5$"),
    "2 options are right": dataclasses.replace(
        GOOD, answer=Choice((OPTIONS[0], dataclasses.replace(OPTIONS[0], text="c")))
    ),
    "0 options are right": dataclasses.replace(GOOD, answer=Choice(OPTIONS[1:])),
    "look the same": dataclasses.replace(
        GOOD, answer=Choice((OPTIONS[0], dataclasses.replace(OPTIONS[1], text=" `a`  ")))
    ),
}


@pytest.mark.parametrize("message", list(BROKEN))
def test_a_broken_question_is_named_in_one_line(message: str) -> None:
    """A question that raises, returns NaN or cannot be printed is named, with its level."""
    what = BROKEN[message]
    entry = _entry(what if callable(what) else lambda rng, level: what)
    with pytest.raises(GraderError, match=message) as caught:
        entry.draw(np.random.default_rng(1), 2)
    assert str(caught.value).startswith("question mine, level 2: ")
    assert "\n" not in str(caught.value)


WRONG = {"`2`": "the same", "2": "the same", "$3$": "first", "3": "second", "4": "x", "5": "y"}


def test_options_that_look_alike_are_never_offered_together() -> None:
    """However they are written, no two options look alike; the first explanation stands."""
    for seed in range(50):
        drawn = choose(np.random.default_rng(seed), ("$2$", "yes"), WRONG)
        shown = {markup.looks(option.text): option for option in drawn.options}
        assert sorted(shown) == ["2", "3", "4", "5"]
        assert shown["2"].correct
        assert shown["3"].because == "first"
    with pytest.raises(UnsuitableError, match="too few"):
        choose(np.random.default_rng(0), ("$2$", "yes"), WRONG, count=5)
    alike = [Option("`a`", True, "x"), Option("a", False, "y"), Option("b", False, "z")]
    with pytest.raises(UnsuitableError, match="look alike"):
        choose_several(np.random.default_rng(0), alike, count=3)


def test_marks_must_add_up() -> None:
    """A marking scheme that does not sum to the points is a fault."""
    question = next(q for q in questions() if q.kind == "derivation")
    wrong = dataclasses.replace(
        question, answer=dataclasses.replace(question.answer, marks=(Mark(1, "x"),))
    )
    assert validity.faults(question) == []
    assert "the marks add up to 1" in validity.faults(wrong)[0]


def test_the_stress_test_can_fail() -> None:
    """A wrong answer, a crowded distractor and a lack of variants are each found."""
    entry = bank.find("mse_value")
    with pytest.raises(AssertionError, match="is not"):
        stress.hold(entry, lambda question: question.answer.value + 0.001)
    same = _entry_of(entry.draw(bank.variant_rng(1, "mse_value", 1), 1))
    with pytest.raises(AssertionError, match="1 variants"):
        stress.hold(same, lambda question: question.answer.value)


def _entry_of(question: Question) -> Entry:
    return dataclasses.replace(_entry(lambda rng, level: question), variants=20)
