"""Moodle XML: questions with categories, feedback on every named mistake, figures embedded."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fnmatch import fnmatchcase

from grader.exam.draw import Exam
from grader.exam.question import SHARES, Choice, Derivation, Numeric, Question, Short
from grader.exam.spellings import DENOMINATORS, of_number, of_text
from grader.exam.wording import number
from grader.exam.writers.html import block_html, data_image, line_html

FRACTIONS = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
             14.28571, 12.5, 11.11111, 10, 5, 0)  # fmt: skip
"""The shares of a question's points that Moodle accepts, and their negatives."""
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?"  # as Moodle looks for it
_OF_MISTAKES = 12  # so many spellings of a mistake are explained
_COUNTED = (",", "x", "×", ";")  # one more of them than belongs there is another size
_SEPARATORS = (",", "，", ";", "x", "×", "\\*", "by", " ")
_SMALL = 20  # a whole number that may well be the upper part of a wrong fraction
_NOT_IN_A_SHAPE = ("-", "−", "+", "/", "^", "'", ").t", ")t", "transpose", "not ", " or ", "none",
                   "batch", "n,", "n x", "n ×", " n", ",n", "(n")  # fmt: skip


def moodle(exam: Exam) -> bytes:
    """Return the file for Moodle's question bank, one category per topic."""
    root = ET.Element("quiz")
    topic = ""
    ordered = sorted(exam.questions, key=lambda question: question.topic)
    for place, question in enumerate(ordered, start=1):
        if question.topic != topic:
            topic = question.topic
            _category(root, f"$course$/top/{_escaped(exam.blueprint.title)}/{_escaped(topic)}")
        _question(root, place, question, exam.seed)
    ET.indent(root)
    xml = ET.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + xml.encode("utf-8") + b"\n"


def _escaped(name: str) -> str:
    """Return the name of a category as a part of a path, in which a slash is written twice.

    Examples
    --------
    >>> _escaped("Exam 1/2"), _escaped("/tmp/")
    ('Exam 1//2', ' //tmp// ')
    """
    name = " ".join(name.split()).replace("/", "//")
    return f"{' ' if name.startswith('/') else ''}{name}{' ' if name.endswith('/') else ''}"


def _category(root: ET.Element, path: str) -> None:
    category = ET.SubElement(ET.SubElement(root, "question", type="category"), "category")
    ET.SubElement(category, "text").text = path


def _question(root: ET.Element, place: int, question: Question, seed: int) -> None:
    kinds = {"numeric": "numerical", "choice": "multichoice", "several": "multichoice",
             "short": "shortanswer", "derivation": "essay"}  # fmt: skip
    node = ET.SubElement(root, "question", type=kinds[question.kind])
    name = f"{question.title} ({question.id}, level {question.level}, seed {seed}, {place:02d})"
    ET.SubElement(ET.SubElement(node, "name"), "text").text = name
    rule = f"<p>{SHARES}</p>" if question.kind == "several" else ""
    prompt = block_html(question.prompt, "latex") + data_image(question, "png") + rule
    _html(node, "questiontext", prompt)
    steps = "".join(f"<li>{line_html(step, 'latex')}</li>" for step in question.solution)
    _html(node, "generalfeedback", f"<ol>{steps}</ol>")
    ET.SubElement(node, "defaultgrade").text = str(question.points)
    ET.SubElement(node, "penalty").text = "0.3333333"
    ET.SubElement(node, "hidden").text = "0"
    _WRITERS[question.kind](node, question)
    tags = ET.SubElement(node, "tags")
    for tag in (question.topic, f"level {question.level}"):
        ET.SubElement(ET.SubElement(tags, "tag"), "text").text = tag


def _html(parent: ET.Element, tag: str, text: str) -> None:
    node = ET.SubElement(parent, tag, format="html")
    ET.SubElement(node, "text").text = text


def _numeric(node: ET.Element, question: Question) -> None:
    answer = question.answer
    assert isinstance(answer, Numeric)
    rows = [*((value, "0", "") for value in _halves(answer)), (answer.value, "100", "")]
    rows += [(m.value, "0", line_html(m.because, "latex")) for m in answer.mistakes]
    for value, fraction, because in rows:
        item = ET.SubElement(node, "answer", fraction=fraction)
        ET.SubElement(item, "text").text = repr(value)
        same = fraction == "0" and not because
        ET.SubElement(item, "tolerance").text = repr(1e-6 if same else answer.tolerance)
        _html(item, "feedback", because)
    units = _units(answer)
    ET.SubElement(node, "unitgradingtype").text = "0"
    ET.SubElement(node, "showunits").text = "0" if units else "3"  # typed with the number, or none
    ET.SubElement(node, "unitsleft").text = "1" if answer.value < 0 else "0"
    if units:
        parent = ET.SubElement(node, "units")
        for name, multiplier in units.items():
            unit = ET.SubElement(parent, "unit")
            ET.SubElement(unit, "multiplier").text = repr(multiplier)
            ET.SubElement(unit, "unit_name").text = name


def _halves(answer: Numeric) -> list[float]:
    """Return the half of a whole number, a third and so on, which come before the right answer.

    Where the right answer is 1, Moodle would take "1/2" for it: it also tries the number without
    its unit.

    Examples
    --------
    >>> _halves(Numeric(1.0, 0.3))[:3], _halves(Numeric(0.5)), _halves(Numeric(-1.0))
    ([0.5, 0.3333333333333333, 0.25], [], [])
    """
    if answer.value <= 0 or answer.value % 1 or answer.value > _SMALL:
        return []
    parts = (answer.value / below for below in DENOMINATORS)
    return [part for part in parts if answer.value - part > answer.tolerance]


def _units(answer: Numeric) -> dict[str, float]:
    """Return the units by which Moodle reads spellings that are no plain numbers.

    Moodle takes one number out of an answer, the first or, with units on the left, the last. What
    is left over is the unit, and the number is divided by its multiplier: "3/7" is 3 of the unit
    "/7", whose multiplier is 7, and "−0.43" is 0.43 of "−", whose multiplier is -1. The first
    unit is shown with the right answer, and must count once: it is the answer's own, or a space.

    Examples
    --------
    >>> _units(Numeric(0.75, 0.001))["/4"], _units(Numeric(-0.75, 0.001))["−"]
    (4.0, -1.0)
    """
    if answer.value == 0:
        return {}
    found = {answer.unit or "\u00a0": 1.0}
    for text, value in of_number(answer).items():
        text = text.replace(" ", "")
        match = re.search(f"{_NUMBER}$" if answer.value < 0 else f"^{_NUMBER}", text)
        rest = text[: match.start()] + text[match.end() :] if match else ""
        if match and rest and value and float(match[0]):
            found.setdefault(rest, round(float(match[0]) / value, 12))
    return found


def _choice(node: ET.Element, question: Question) -> None:
    answer = question.answer
    assert isinstance(answer, Choice)
    ET.SubElement(node, "single").text = str(not answer.several).lower()
    ET.SubElement(node, "shuffleanswers").text = "true"
    ET.SubElement(node, "answernumbering").text = "ABCD"
    gain = share(len(answer.right))
    loss = -gain if answer.several else 0.0
    for option in answer.options:
        fraction = gain if option.correct else loss
        item = ET.SubElement(node, "answer", fraction=f"{fraction:g}" if fraction % 1 == 0 else
                             f"{fraction:.5f}", format="html")  # fmt: skip
        ET.SubElement(item, "text").text = line_html(option.text, "latex")
        _html(item, "feedback", line_html(option.because, "latex"))


def share(count: int) -> float:
    """Return the fraction in per cent of one among ``count`` answers, as Moodle spells it.

    Examples
    --------
    >>> share(1), share(3), share(6)
    (100, 33.33333, 16.66667)
    """
    return min(FRACTIONS, key=lambda fraction: abs(fraction - 100 / count))


def _short(node: ET.Element, question: Question) -> None:
    answer = question.answer
    assert isinstance(answer, Short)
    ET.SubElement(node, "usecase").text = "0"
    for text, fraction, because in _rows(answer):  # the first one that matches counts
        item = ET.SubElement(node, "answer", fraction=fraction, format="plain_text")
        ET.SubElement(item, "text").text = text
        _html(item, "feedback", line_html(because, "latex"))


def _rows(answer: Short) -> list[tuple[str, str, str]]:
    texts: tuple[str, ...] = of_text(answer)
    traps: list[str] = []
    wild: list[str] = []
    sizes = answer.keys[0].split(",")
    if answer.reading == "shape" and len(sizes) > 1:
        traps, wild = _traps(sizes), [f"*{f'*{sep}*'.join(sizes)}*" for sep in _SEPARATORS]

    def reached(text: str) -> bool:  # a star in a text is taken for one of the wildcards: it stays
        first, second = (any(fnmatchcase(text.lower(), p) for p in ps) for ps in (traps, wild))
        return second and not first

    exact = [texts[0], *(text for text in texts[1:] if not reached(text))]
    rows = [(text.replace("*", r"\*"), "100", "") for text in exact]
    for text, why in answer.mistakes:
        same = of_text(Short((text,), (), answer.reading))
        rows += [(other.replace("*", r"\*"), "0", why) for other in same[:_OF_MISTAKES]]
    return [*rows, *((text, "0", "") for text in traps), *((text, "100", "") for text in wild)]


def _traps(sizes: list[str]) -> list[str]:
    """Return patterns that catch what the wildcards for a shape would let through.

    A text that they let pass has these digits and no others, and no comma too many.
    """
    digits = "".join(sizes)
    found = ["*".join(["", *[d] * (digits.count(d) + 1), ""]) for d in "0123456789"]
    found += ["*".join(["", *[sign] * len(sizes), ""]) for sign in _COUNTED]
    return found + [f"*{sign}*" for sign in _NOT_IN_A_SHAPE]


def _derivation(node: ET.Element, question: Question) -> None:
    answer = question.answer
    assert isinstance(answer, Derivation)
    rows = "".join(f"<li>{m.points} p: {line_html(m.text, 'latex')}</li>" for m in answer.marks)
    ET.SubElement(node, "responseformat").text = "editor"
    ET.SubElement(node, "responserequired").text = "1"
    ET.SubElement(node, "responsefieldlines").text = "15"
    ET.SubElement(node, "attachments").text = "1"
    ET.SubElement(node, "attachmentsrequired").text = "0"
    scheme = f"<p>{line_html(answer.result, 'latex')}, value {number(answer.value)}</p>"
    _html(node, "graderinfo", f"{scheme}<ul>{rows}</ul>")
    _html(node, "responsetemplate", "")


_WRITERS = {
    "numeric": _numeric,
    "choice": _choice,
    "several": _choice,
    "short": _short,
    "derivation": _derivation,
}
