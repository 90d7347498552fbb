"""How a typed answer is read, in every form that an exam takes.

The rules stand in tables, so that the page of a quiz applies the very same ones. A text is first
made plain: full-width and other digits, every minus and times sign, capitals, quotation marks and
LaTeX around a number, white space, a point at the end. Then it is read as what the question asks
for, and two texts are the same answer if they have the same key.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal

Reading = Literal["words", "shape", "symbol"]
Steps = tuple[tuple[str, str], ...]

_ZEROS = "٠۰०"  # Arabic, Persian, Devanagari; full-width digits become ASCII by themselves
# What comes before the Unicode form NFKC, which would make 102 of 10² and 21/2 of 2½.
_BEFORE: Steps = (("(?=[⁰¹²³⁴-⁹⁺⁻])", "^"), ("(?=[¼½¾⅐-⅞])", " "))
_PLAIN: Steps = (
    *((f"[{''.join(chr(ord(zero) + i) for zero in _ZEROS)}]", str(i)) for i in range(10)),
    ("[\\u2010-\\u2015\\u2212]", "-"),
    (r"\^-\^", "^-"),
    (r"\\times|\\cdot|[×✕✖⨯·∙⋅∗*]", "x"),
    ("[⁄∕÷]", "/"),
    (r"\\[dt]?frac *\{", ""),
    (r"\} *\{", "/"),
    (r"\\(?:left|right|text|mathrm|[()\[\]])", ""),
    ("^(['\"])(.*)\\1$", "\\2"),
    (r"\)['´’]$", ")^t"),  # transposed
    ("[{}$`´'\"‘’‚“”„«»\\u200b\\u2060\\ufeff]", ""),
    ("[、，]", ","),
    (r"\s+", " "),
    ("^[ ]+|[ .;!?]+$", ""),
)
_SMALL = "the|an?|its?|is|this|that|has|of"
_AROUND = "problem|network|model|layer|units?|function|activation|answer|called"
_STEPS: dict[str, Steps] = {
    "words": (
        (r"[\s_.,:;()\[\]-]+", " "),
        (
            rf"\b(?:{_SMALL}|problem|network|model|layer|units?|function|activation|answer|called)\b",
            "",
        ),
        (" +", ""),
    ),
    "shape": (
        (rf"\b(?:{_SMALL}|shape|tuple|array|matrix|vector|size|np|numpy|torch)\b[.=:]?", " "),
        (r"-?\bby\b-?|\band\b|[x;]", ","),
        (r"[=()\[\]<>]", " "),
        (" *, *", ","),
        ("^ +| +$", ""),
        (" +", ","),
        (",$", ""),
    ),
    "symbol": (
        (rf"\b(?:{_SMALL}|weight|coefficient|feature|number)\b", ""),
        (r"[\s_()\[\]\\,=]", ""),
        ("^w(?=[0-9])", ""),
    ),
    "number": (
        (r"^.*[=≈~≃≅] *", ""),
        ("^(?:(?:the|answer|it|is|about|approximately|approx[.]?|ca[.]?|roughly|exactly) +)+", ""),
        ("^(?:minus|negative) *", "-"),
        ("^- +", "-"),
        (r"^(-?)\((.*)\)$", r"\1\2"),
        (r" *x *10 *(?:\^|xx) *\(?([+-]?[0-9]+)\)?", r"e\1"),
        (" *(?:per ?cent|pct)$", "%"),
        (" *(?:weights and biases|in all)$", ""),
        (" *(?:parameter|weight|unit|epoch|step|multiplication|example|image|neuron|point)s?$", ""),
        (" *([/%]) *", r"\1"),
    ),
}
_WHOLE = {"words": ".+", "shape": "[0-9]+(?:,[0-9]+)*", "symbol": "[a-z]*[0-9]+"}
_NUMBER = "([+-]?)([0-9][0-9 .,]*|[.,][0-9]+)(e[+-]?[0-9]+)?"
_GROUPS = "[1-9][0-9]{0,2}(?:S[0-9]{3})+"  # S stands for the sign between the groups


def plain(text: str) -> str:
    """Return a text without what no reader minds.

    Examples
    --------
    >>> plain(" （４２ × 26）． "), plain("$\\\\frac{3}{7}$"), plain("−½")
    ('(42 x 26)', '3/7', '- 1/2')
    """
    return _replaced(unicodedata.normalize("NFKC", _replaced(text, _BEFORE)).lower(), _PLAIN)


@lru_cache(maxsize=4096)
def key(text: str, reading: Reading) -> str:
    """Return what a text says, the same for all its spellings; "" if it cannot be read so.

    Examples
    --------
    >>> key("(42,26)", "shape"), key("42 × 26", "shape"), key("[42; 26].", "shape")
    ('42,26', '42,26', '42,26')
    >>> key("It is over-fitting.", "words"), key("Not overfitting", "words")
    ('overfitting', 'notoverfitting')
    >>> key("$w_{1}$", "symbol"), key("Weight w₁", "symbol"), key("(42, n)", "shape")
    ('1', '1', '')
    """
    found = _replaced(plain(text), _STEPS[reading])
    return found if re.fullmatch(_WHOLE[reading], found) else ""


def values(text: str, unit: str = "") -> tuple[float, ...]:
    """Return the numbers that a text may stand for: none, one, or two.

    A comma may be that of a decimal or between thousands, and so may a point: "1,250" has two
    readings. A percent sign counts as a hundredth unless per cent is the unit that is asked for.

    Examples
    --------
    >>> values("3/7") == (3 / 7,), values("−0,43"), values("1,250"), values("43 %")
    (True, (-0.43,), (1.25, 1250.0), (0.43,))
    >>> values("43 %", "%"), values("1e-2"), values("w = 20 000"), values("3 or 4")
    ((43.0,), (0.01,), (20000.0,), ())
    """
    found = _replaced(plain(text), _STEPS["number"])
    if unit and found.endswith(plain(unit)):
        found = found[: -len(plain(unit))].strip()
    hundredth = found.endswith("%")
    parts = [_readings(part) for part in found.removesuffix("%").split("/")]
    if len(parts) == 1:
        numbers = parts[0]
    else:
        numbers = [a / b for a in parts[0] for b in parts[1] if b and len(parts) == 2]
    return tuple(n / 100 if hundredth else n for n in numbers if math.isfinite(n))


def _readings(text: str) -> list[float]:
    match = re.fullmatch(_NUMBER, text)
    if match is None:
        return []
    sign, digits, power = match[1], match[2], match[3] or ""
    found = []
    for thousands, decimal in (("", ".,"), (",", "."), (".", ","), (" ", ".,")):
        whole = _GROUPS.replace("S", f"[{thousands}]") if thousands else "[0-9]*"
        if re.fullmatch(f"{whole}(?:[{decimal}][0-9]*)?", digits):
            bare = digits.replace(thousands, "").replace(",", ".")
            found.append(float(sign + bare + power))
    return list(dict.fromkeys(found))


def _replaced(text: str, steps: Steps) -> str:
    for pattern, replacement in steps:
        text = re.sub(pattern, replacement, text)
    return text


def tables() -> dict[str, Any]:
    """Return the rules for a program in JavaScript, whose groups are written ``$1``."""

    def told(steps: Steps) -> list[tuple[str, str]]:
        return [(pattern, re.sub(r"\\(\d)", r"$\1", new)) for pattern, new in steps]

    return {
        "before": told(_BEFORE),
        "plain": told(_PLAIN),
        "steps": {name: told(steps) for name, steps in _STEPS.items()},
        "whole": _WHOLE,
        "number": _NUMBER,
        "groups": _GROUPS,
    }
