"""What a student wrote, held against a question: which options it is, and which share is right."""

from __future__ import annotations

import html
import re
from collections import Counter
from difflib import SequenceMatcher

from grader.exam import markup
from grader.exam.draw import LETTERS
from grader.exam.question import Choice, Numeric, Option, Question, Short

_FORM = re.compile(r"\\[()\[\]]|[\s$`*]|<[^>]*>")
_LETTERS = re.compile(r"[A-Ha-h](?:[ ,;+]*[A-Ha-h])*")
_WORD = re.compile(r"[A-Za-z]{2,}")


def likeness(text: str, prompt: str) -> float:
    """Return how alike the words of a column and a question are, from 0 to 1.

    Canvas drops formulas from the text, Moodle keeps them as LaTeX: the better of both counts.

    Examples
    --------
    >>> likeness("What is of it?", "What is $\\\\lambda$ of it?")
    1.0
    """
    mine = _WORD.findall(text)
    return max(SequenceMatcher(None, mine, _WORD.findall(other)).ratio()
               for other in (_without_formulas(prompt), prompt))  # fmt: skip


def chosen(answer: str, question: Question) -> frozenset[str] | None:
    """Return the texts of the options that an answer names, None if it names none.

    Moodle writes several with a semicolon between them, Canvas with a comma, which options may have
    too. Letters are those of the question's own order, so of the right version of a paper.
    """
    if not isinstance(question.answer, Choice):
        return None
    options = question.answer.options
    forms = [(form, option.text) for option in options for form in _forms(option)]
    often = Counter(form for form, _ in forms)
    texts = {form: text for form, text in forms if often[form] == 1}
    if (whole := _plain(answer)) in texts:
        return frozenset([texts[whole]])
    if _LETTERS.fullmatch(answer):
        places = [LETTERS.index(letter) for letter in answer.upper() if letter.isalpha()]
        taken = [options[place].text for place in places if place < len(options)]
        return frozenset(taken) if len(taken) == len(places) else None
    found: set[str] = set()
    rest = _plain(answer.replace("\\,", ","))
    for form in sorted(texts, key=len, reverse=True):  # one may be a part of another
        if form in rest:
            found.add(texts[form])
            rest = rest.replace(form, "", 1)
    return frozenset(found) if found and not rest.strip(";,.") else None


def told_apart(question: Question) -> bool:
    """Whether the options differ where formulas are pictures, as in what Canvas exports."""
    if not isinstance(question.answer, Choice):
        return False
    texts = [_plain(_without_formulas(option.text)) for option in question.answer.options]
    return all(texts) and len(texts) == len({*texts})


def marked(answer: str, taken: frozenset[str] | None, question: Question) -> float | None:
    """Return the share of the points that an answer gets, None if a person has to say.

    What counts as right, and which share several options get, is what every form prints.
    """
    asked = question.answer
    if isinstance(asked, Choice):
        places = (i for i, option in enumerate(asked.options) if option.text in (taken or ()))
        return None if taken is None else asked.share([*places])
    return float(asked.accepts(answer)) if isinstance(asked, Numeric | Short) else None


def _forms(option: Option) -> set[str]:
    """Return how an option may look in a table: with formulas in signs, in LaTeX, or without."""
    texts = (option.text, markup.plain(option.text), _without_formulas(option.text))
    return {_plain(text) for text in texts} - {""}


def _without_formulas(text: str) -> str:
    spans = [span for block in markup.blocks(text) for span in block.spans]
    return "".join(span.text for span in spans if span.kind != "math")


def _plain(text: str) -> str:
    return _FORM.sub("", html.unescape(text)).lower().rstrip(".")
