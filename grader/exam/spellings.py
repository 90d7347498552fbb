"""Equivalent spellings of a typed answer, for the forms that compare with a list.

:mod:`grader.exam.typed` reads any spelling. Moodle and Canvas cannot run it: they get the spellings
that people write, each of which it reads as right.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import product

from grader.exam.question import Numeric, Short
from grader.exam.wording import number

_BETWEEN = (", ", ",", " x ", "x", " × ", "×", " , ", " ,", ",  ", " * ", "*", " by ", "-by-", "; ",
            ";", " ")  # fmt: skip
_AROUND = ("({})", "{}", "[{}]", "( {} )", "[ {} ]")
_AROUND_USUAL = ("({}).", "{}.", "[{}].", "shape ({})", "shape: ({})", "the shape is ({})",
                 "the shape is ({}).", "({},)", "`({})`")  # fmt: skip
_USUAL = 6  # so many of what may stand between the sizes are usual
_OF_ONE = ("({},)", "({})", "{}", "[{}]", "({}, )", "( {}, )", "( {} )", "( {} , )", "[{},]", "{},",
           "[ {} ]", "({},).", "({}).", "{}.", "shape ({},)", "`({},)`")  # fmt: skip
_SYMBOL = ("{}{}", "{}_{}", "{} {}", "{}_{{{}}}", "${}_{}$", r"\({}_{}\)", "{}[{}]", "{}({})",
           "weight {}{}", "the weight {}{}", "{}{}.", "{}_{}.")  # fmt: skip
_ARTICLES = ("the ", "a ", "an ")
DENOMINATORS = (*range(2, 21), 24, 25, 30, 32, 40, 50, 60, 64, 100)


@lru_cache(maxsize=64)
def of_text(answer: Short) -> tuple[str, ...]:
    """Return spellings of a text, the one to show first; capitals are not told apart.

    Examples
    --------
    >>> found = of_text(Short(("(42, 26)",), (), "shape"))
    >>> found[:4], "42 × 26" in found, "（４２，２６）" in found
    (('(42, 26)', '(42,26)', '(42 x 26)', '(42x26)'), True, True)
    """
    make = {"shape": _shape, "symbol": _symbol, "words": _words}[answer.reading]
    texts = (text for accepted in answer.accepted for text in make(accepted))
    found: dict[str, str] = {}
    for text in texts:
        if answer.accepts(text):
            found.setdefault(text.lower(), text)
    return tuple(found.values())


def equal(answer: Short) -> str:
    """Return what else is right, for a reader: other words, or one other way to write it.

    Examples
    --------
    >>> equal(Short(("tanh", "hyperbolic tangent"))), equal(Short(("(42, 26)",), (), "shape"))
    ('hyperbolic tangent', '42 x 26')
    """
    if answer.reading == "shape":
        return " x ".join(re.findall(r"\d+", answer.accepted[0]))
    other = {answer.key(text): text for text in reversed(answer.accepted)}
    return ", ".join(other[key] for key in answer.keys[1:])


def _shape(shown: str) -> list[str]:
    sizes = re.findall(r"\d+", shown)
    if len(sizes) == 1:
        found = [way.format(*sizes) for way in _OF_ONE]
    else:
        pairs = (*product(_AROUND, _BETWEEN), *product(_AROUND_USUAL, _BETWEEN[:_USUAL]))
        found = [way.format(between.join(sizes)) for way, between in pairs]
    return [*found, *map(_wide, found[:2])]


def _wide(text: str) -> str:
    """Return a text as Chinese and Japanese keyboards write it."""
    return re.sub("[(),0-9]", lambda sign: chr(ord(sign[0]) + 0xFEE0), text)


def _symbol(shown: str) -> list[str]:
    letter, index = re.fullmatch(r"([a-z]*?)_?(\d+)", shown).groups()  # type: ignore[union-attr]  # the bank has checked it
    low = "".join(chr(ord("₀") + int(digit)) for digit in index)
    found = [way.format(letter, index) for way in _SYMBOL]
    bare = [index, f"{index}.", f"weight {index}"] if letter == "w" else []
    return [*found, letter + low, f"{letter}{low}.", *bare]


def _words(shown: str) -> list[str]:
    parts = shown.split("-")
    joints = product(("-", " ", ""), repeat=len(parts) - 1)
    plain = ["".join(map("".join, zip(parts, (*joint, ""), strict=True))) for joint in joints]
    found = [*plain, *(f"{text}." for text in plain)]
    return [*found, *(article + text for text in plain for article in _ARTICLES)]


def of_number(answer: Numeric) -> dict[str, float]:
    """Return spellings of a number that are more than digits, each with its value.

    They are fractions, a typographic minus, a point at the end, a percentage.

    Examples
    --------
    >>> of_number(Numeric(-3 / 7))["−3/7"], of_number(Numeric(0.5))["50%"]
    (-0.42857142857142855, 0.5)
    """
    size = Fraction(abs(answer.value)).limit_denominator(10**6)
    found: dict[str, float] = {}
    for below in dict.fromkeys((*DENOMINATORS, size.limit_denominator(1000).denominator)):
        above = round(size * below)
        near = abs(Fraction(above, below) - size) <= answer.tolerance
        if above and near and below > 1:
            found[f"{above}/{below}"] = above / below
    short = number(round(float(size), 2))
    found[f"{short}."] = float(short)
    if not answer.unit and 0 < size <= 1:
        found[f"{number(100 * float(size))}%"] = float(size)
    if answer.value < 0:
        found = {sign + text: -v for text, v in found.items() for sign in "-−"}
        signs = ("−", "–", "minus ", "Minus ")
        plain = {short, number(float(size))}
        found |= {sign + text: -float(text) for text in plain for sign in signs}
    return {t: v for t, v in found.items() if abs(v - answer.value) <= answer.tolerance}
