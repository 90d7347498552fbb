"""Move each printed number by nearly half its last digit and ask the oracle again.

Whoever takes 0.52 for a rounded number must come to the same answer as whoever takes it as it is:
a stopping epoch, an option, a count must not hang on what rounding hides.  An answer that is
computed may change with its numbers, but not jump.  A 0 without decimals is nothing, not rounded.

``python tests/weeks/steadiness.py 100`` prints the questions that 100 draws a level find.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from masters import WEEKS, Week
from test_alternative_texts import Listener, listeners
from test_questions import oracles

from grader.exam import bank
from grader.exam.markup import plain
from grader.exam.question import Choice, Question, Short

NEARLY_HALF = 0.499
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_LIST = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:, -?\d+(?:\.\d+)?)+")
Solve = Callable[[Question], Any]
Move = Callable[[float], Question]
NONE = "no answer"


def shaky(question: Question, solve: Solve) -> set[str]:
    """Return what was moved where another answer came out."""
    found = set()
    base = _outcome(question, solve)
    for name, step, move in _moves(question):
        for by in (step * NEARLY_HALF, -step * NEARLY_HALF):
            if _differs(base, lambda share, by=by, move=move: _outcome(move(share * by), solve)):
                found.add(name)
    return found


def _outcome(question: Question, solve: Solve) -> Any:
    """Return what a student would answer: a set of options, a spelling, or a number.

    An oracle that looks words up, or compares a picture with its numbers, finds nothing where one
    was moved: that says nothing about the answer.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of moved probabilities, which no longer sum to 1
            expected = solve(question)
    except (AssertionError, StopIteration):
        return NONE
    answer = question.answer
    if isinstance(answer, Choice) and not isinstance(expected, float):
        return frozenset(o.text for o in answer.options if o.text in expected) or NONE
    return expected if isinstance(answer, Short) else float(expected)


def _differs(base: Any, at: Callable[[float], Any]) -> bool:
    """Return whether a move gives another answer, or a number that jumps on the way."""
    end = at(1.0)
    if NONE in (base, end) or not (isinstance(base, float) and isinstance(end, float)):
        return bool(end not in (base, NONE))
    middle = at(0.5)
    straight = abs(middle - (base + end) / 2) <= 0.2 * abs(end - base) and abs(end - base) < 1
    return not straight and _jumps(base, end, at)


def _jumps(low: float, high: float, at: Callable[[float], Any]) -> bool:
    """Return whether a function of [0, 1] with these ends has a jump, by halving."""
    left, right = 0.0, 1.0
    for _ in range(24):
        if abs(high - low) < 1e-4:
            return False
        middle = (left + right) / 2
        value = at(middle)
        if abs(value - low) > abs(high - value):
            right, high = middle, value
        else:
            left, low = middle, value
    return True


def _moves(question: Question) -> Iterator[tuple[str, float, Move]]:
    """Yield every number that is printed with decimals, a unit of its last digit, and its move.

    Numbers of a picture are moved in its text alone: an oracle compares what is given with what
    is drawn.
    """
    for name, values in {} if question.figure else question.given.items():
        numbers = list(_leaves(values))
        places = max((_decimals(value) for _, value in numbers), default=0)
        if places and name not in question.exact:
            for path, _ in numbers:
                yield name, 10.0**-places, _move_given(question, (name, *path))
    figure = question.figure
    for text, put in (
        (question.prompt, lambda text: replace(question, prompt=text)),
        (figure.alt, lambda text: replace(question, figure=replace(figure, alt=text)))
        if figure else ("", None),
    ):  # fmt: skip
        for start, end, places in _printed(text):
            if float(text[start:end]) not in _exact(question):
                yield "text", 10.0**-places, _move_text(text, start, end, put)


def _exact(question: Question) -> list[float]:
    return [value for name in question.exact for _, value in _leaves(question.given[name])]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], float]]:
    if isinstance(value, float):
        yield path, float(value)
    elif isinstance(value, dict | list | tuple | np.ndarray):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _leaves(item, (*path, key))


def _decimals(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


def _move_given(question: Question, path: tuple[Any, ...]) -> Move:
    return lambda by: replace(question, given=_moved(dict(question.given), path, by))


def _moved(value: Any, path: tuple[Any, ...], by: float) -> Any:
    if not path:
        return value + by
    if isinstance(value, dict):
        return {**value, path[0]: _moved(value[path[0]], path[1:], by)}
    items = [*value]
    items[path[0]] = _moved(items[path[0]], path[1:], by)
    return np.array(items) if isinstance(value, np.ndarray) else type(value)(items)


def _printed(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the numbers of a text stand, and to how many decimals they are printed.

    The numbers of a list are printed alike: in "0.5, 0.52" the first one is a 0.50.
    """
    lists = [(m.start(), m.end()) for m in _LIST.finditer(text)]
    for match in _NUMBER.finditer(text):
        around = next((text[a:b] for a, b in lists if a <= match.start() < b), match[0])
        places = max(len(number.partition(".")[2]) for number in around.split(", "))
        if places and match[0] != "0":
            yield match.start(), match.end(), places


def _move_text(text: str, start: int, end: int, put: Callable[[str], Question]) -> Move:
    return lambda by: put(f"{text[:start]}{float(text[start:end]) + by:.12f}{text[end:]}")


def solvers(week: Week) -> Iterator[tuple[str, Solve]]:
    """Yield each question with its oracle, and those with a picture with their listener, too."""
    for oracle in oracles(week):
        yield oracle.__name__, oracle
    for name, listener in listeners(week).items():
        yield name, partial(_heard, listener)


def _heard(listener: Listener, question: Question) -> Any:
    options = getattr(question.answer, "options", ())
    alt = question.figure.alt if question.figure else ""
    return listener(plain(question.prompt), alt, [option.text for option in options])


def draws(name: str, week: Week, count: int) -> Iterator[tuple[int, Question]]:
    """Yield the variants of each level."""
    for level in (1, 2, 3):
        for copy in range(count):
            rng = bank.variant_rng(1905, name, level, copy)
            yield level, bank.find(name, week).draw(rng, level)


if __name__ == "__main__":
    for one in WEEKS:
        for question_name, road in solvers(one):
            found = Counter(
                (level, what)
                for level, drawn in draws(question_name, one, int(sys.argv[1]))
                for what in shaky(drawn, road)
            )
            if found:
                print(question_name, getattr(road, "__name__", "heard"), dict(found), flush=True)
