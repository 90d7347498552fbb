"""Draw many variants of a question and hold each against an answer found by another route.

What an oracle is, stands in ``questions/oracles`` of a week.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from scipy.stats import chisquare

from grader.exam import bank
from grader.exam.bank import Entry
from grader.exam.bank.validity import texts
from grader.exam.markup import plain
from grader.exam.question import Choice, Derivation, Numeric, Question, Short

VARIANTS = 300
Oracle = Callable[[Question], Any]
RAW = ("$", "\\", "{", "}", "`", "**", "nan", "inf", "None", "  ")


def hold(entry: Entry, oracle: Oracle) -> None:
    """Check every promise about 300 variants of each level of a question."""
    name = entry.id
    for level in (1, 2, 3):
        seen: Counter[object] = Counter()
        places: Counter[int] = Counter()
        count = 0
        for copy in range(VARIANTS):
            question = entry.draw(bank.variant_rng(2026, name, level, copy), level)
            about = f"{name}, level {level}, variant {copy}"
            right(question, oracle(question), about)
            _apart(question, about)
            _by_hand(question, about)
            _readable(question, about)
            seen[_identity(question)] += 1
            if question.kind == "choice":
                places[question.answer.right[0]] += 1
                count = len(question.answer.options)
        assert len(seen) >= entry.variants, f"{name}, level {level}: {len(seen)} variants"
        if places:  # a fair draw has p < 1e-6 once in a million
            spread = chisquare([places[i] for i in range(count)])
            assert spread.pvalue > 1e-6, f"{name}, level {level}: {dict(places)}"


def right(question: Question, expected: Any, about: str) -> None:
    """Check the answer of a variant against what another road found."""
    answer = question.answer
    if isinstance(answer, Numeric | Derivation):
        assert math.isfinite(answer.value), about
        close = math.isclose(answer.value, expected, rel_tol=1e-6, abs_tol=1e-6)
        assert close, f"{about}: {answer.value} is not {expected}"
    elif isinstance(answer, Short):
        assert answer.accepts(expected), f"{about}: {answer.accepted} lacks {expected}"
    elif isinstance(expected, float):
        (i,) = answer.right
        value = answer.options[i].value
        assert value is not None, about
        assert math.isclose(value, expected, rel_tol=1e-6, abs_tol=1e-6), f"{about}: {value}"
    else:
        right = {option.text for option in answer.options if option.correct}
        assert right == {o.text for o in answer.options if o.text in expected}, about
        assert right, about


def _apart(question: Question, about: str) -> None:
    """Distractors differ from each other and from the answer by more than the tolerance."""
    answer = question.answer
    if isinstance(answer, Numeric):
        values = [answer.value, *(mistake.value for mistake in answer.mistakes)]
        gap = answer.tolerance
    elif isinstance(answer, Choice):
        assert len({o.text for o in answer.options}) == len(answer.options), about
        values, gap = [o.value for o in answer.options if o.value is not None], 0.005
    else:
        return
    for a, b in combinations(values, 2):
        assert abs(a - b) > gap, f"{about}: {a} and {b}"


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item)


def _by_hand(question: Question, about: str) -> None:
    """The numbers given are short, and so is the answer unless one exponential is in it."""
    assert question.exponentials <= 1, about
    answer = question.answer
    if not isinstance(answer, Numeric | Derivation) or question.exponentials:
        return
    short = Fraction(answer.value).limit_denominator(2000)
    assert abs(float(short) - answer.value) < 1e-7, f"{about}: {answer.value} is no short fraction"


def _readable(question: Question, about: str) -> None:
    for text in texts(question):
        shown = plain(text) if "```" not in text else ""
        found = [mark for mark in RAW if mark in shown.replace("\n", " ")]
        found = [mark for mark in found if not _legal(mark, text)]
        assert not found, f"{about}: {found} in {shown!r}"


def _legal(mark: str, text: str) -> bool:
    """Braces may be a set in a formula, and code may hold any sign."""
    return "`" in text or (mark in "{}" and r"\{" in text) or (mark == "inf" and "informat" in text)


def _identity(question: Question) -> object:
    answer = question.answer
    options = tuple(sorted(o.text for o in answer.options)) if isinstance(answer, Choice) else ()
    return question.prompt, options, question.figure
