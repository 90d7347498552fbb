"""The numbers in the prose of a notebook, and what is known of each.

``prose/<notebook>.toml`` has a table for each text cell.  ``is`` gives expressions for what was
computed: phrase -> expression, and the expression must be true and hold every number of the phrase.
The other keys are the reasons of ``REASONS``, each with the phrases that it covers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

REASONS = {
    "given": "chosen by the author: an input of an example, a self-test or an exercise",
    "code": "a setting of the experiment; the code of the notebook has the same number",
    "course": "a fact of the lecture or the course: a range, a convention, a page of the plan",
    "source": "taken from the cited literature or the description of the data",
    "run": "what a run of ours gave once that the notebook does not repeat",
    "marks": "points of a marking scheme, for a person",
}
NUMBER = re.compile(r"(?<![\w.\\])\d+(?:,\d{3})*(?:\.\d+)?(?![\d])")
_FENCE = re.compile(r"```.*?```", re.S)
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.S)
_CODE = re.compile(r"`[^`\n]+`")
_ORDINAL = re.compile(r"^(?:#+ )?\d+\. ", re.M)
_POINTS = re.compile(
    r"^(?:#+ (?:.*exercise|Exercise|Written answer).*|\*\*(?:Marking|Time|Points).*"
    r"|\| `\w+` \| (?:core|extension) \|.*|\*[\d.]+ points?\.\* .*)$",
    re.M,
)
_REFERENCE = re.compile(r"\b[Nn]otebooks? \d(?: and \d)?|\b[Ss]ections? \d+|\bHW\d|\bExam \d")
_PUBLISHED = re.compile(r"^- .*(?:\*.+\*|`https?).*$", re.M)
_SMALL = {"0", "1", "2"}  # indices, exponents and units inside formulas and code


def prose(text: str) -> str:
    """Return the text of a cell with braces around the digits of short fractions."""
    return re.sub(r"frac(\d)(\d)", r"frac{\1}{\2}", text)


def loose(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and digits of every number that must be recomputed or listed.

    Left out is what other tests hold: points, ordinals, section numbers; the years and pages of
    the list of references; listings of code; and 0, 1 and 2 where they belong to a formula.
    """
    covered = [m.span() for rule in (_FENCE, _ORDINAL, _POINTS, _REFERENCE) for m in
               rule.finditer(text)]  # fmt: skip
    start = text.find("### References")
    references = (start if start >= 0 else len(text), len(text))
    inside = [m.span() for rule in (_FORMULA, _CODE) for m in rule.finditer(text)]
    for match in NUMBER.finditer(text):
        if _within(match.start(), [*covered, references]):
            continue
        if match[0] in _SMALL and _within(match.start(), inside):
            continue
        yield match.start(), match[0]


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def places(text: str, phrase: str) -> list[tuple[int, int]]:
    """Return where a phrase of the list stands in a text; white space counts alike.

    A phrase may be copied from the notebook: it is written as :func:`prose` writes the text.

    Examples
    --------
    >>> places(prose(r"then $\\tfrac12$ of it"), r"$\\tfrac12$ of")
    [(5, 22)]
    """
    pattern = r"\s+".join(map(re.escape, prose(phrase).split()))
    return [match.span() for match in re.finditer(pattern, text)]


def how_to_list(file: str, missing: dict[str, list[str]]) -> str:
    """Return what to write into which file for numbers that no phrase covers, by their cell."""
    cells = "\n".join(f"[{cell}] {what}" for cell, found in missing.items() for what in found)
    reasons = "\n".join(f"  {key} = ['phrase'], {what}" for key, what in REASONS.items())
    return (
        f"{file} does not list these numbers:\n{cells}\n"
        "Copy each with some words around it, a phrase, into the table of its cell, as\n"
        "  is.'phrase' = 'expression', computed: the expression is true and has the number\n"
        f"{reasons}"
    )


def literals(expression: str) -> set[float]:
    """Return the numbers that are written out in an expression."""
    nodes = ast.walk(ast.parse(expression, mode="eval"))
    return {float(n.value) for n in nodes if isinstance(n, ast.Constant)
            and isinstance(n.value, int | float)}  # fmt: skip


def value(digits: str) -> float:
    """Return a number as the prose writes it: 1,425 is one thousand and so on."""
    return float(digits.replace(",", ""))


def code_numbers(cells: list[Any]) -> set[float]:
    """Return the numbers in the code of a notebook."""
    trees = [ast.parse(cell.source) for cell in cells]
    return {abs(float(n.value)) for tree in trees for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, int | float)}  # fmt: skip
