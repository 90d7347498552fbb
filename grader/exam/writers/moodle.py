"""Moodle XML: questions with categories, feedback on every named mistake, figures embedded."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from grader.exam.draw import Exam
from grader.exam.question import Choice, Derivation, Numeric, Question, Short
from grader.exam.wording import number
from grader.exam.writers.html import block_html, data_image, line_html

FRACTIONS = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
             14.28571, 12.5, 11.11111, 10, 5, 0)  # fmt: skip
"""The shares of a question's points that Moodle accepts, and their negatives."""


def moodle(exam: Exam) -> bytes:
    """Return the file for Moodle's question bank, one category per topic."""
    root = ET.Element("quiz")
    topic = ""
    ordered = sorted(exam.questions, key=lambda question: question.topic)
    for place, question in enumerate(ordered, start=1):
        if question.topic != topic:
            topic = question.topic
            title = exam.blueprint.title.replace("/", "//")  # a single one makes a level
            _category(root, f"$course$/top/{title}/{topic}")
        _question(root, place, question, exam.seed)
    ET.indent(root)
    xml = ET.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + xml.encode("utf-8") + b"\n"


def _category(root: ET.Element, path: str) -> None:
    category = ET.SubElement(ET.SubElement(root, "question", type="category"), "category")
    ET.SubElement(category, "text").text = path


def _question(root: ET.Element, place: int, question: Question, seed: int) -> None:
    kinds = {"numeric": "numerical", "choice": "multichoice", "several": "multichoice",
             "short": "shortanswer", "derivation": "essay"}  # fmt: skip
    node = ET.SubElement(root, "question", type=kinds[question.kind])
    name = f"{question.title} ({question.id}, level {question.level}, seed {seed}, {place:02d})"
    ET.SubElement(ET.SubElement(node, "name"), "text").text = name
    _html(node, "questiontext", block_html(question.prompt, "latex") + data_image(question, "png"))
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
    rows = [(answer.value, "100", "")]
    rows += [
        (mistake.value, "0", line_html(mistake.because, "latex")) for mistake in answer.mistakes
    ]
    for value, fraction, because in rows:
        item = ET.SubElement(node, "answer", fraction=fraction)
        ET.SubElement(item, "text").text = repr(value)
        ET.SubElement(item, "tolerance").text = repr(answer.tolerance)
        _html(item, "feedback", because)
    # A unit stands in the question's text; the student types the number alone.
    ET.SubElement(node, "unitgradingtype").text = "0"
    ET.SubElement(node, "showunits").text = "3"


def _choice(node: ET.Element, question: Question) -> None:
    answer = question.answer
    assert isinstance(answer, Choice)
    ET.SubElement(node, "single").text = str(not answer.several).lower()
    ET.SubElement(node, "shuffleanswers").text = "true"
    ET.SubElement(node, "answernumbering").text = "ABCD"
    right = len(answer.right)
    gain, loss = share(right), -share(len(answer.options) - right) if answer.several else 0.0
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
    rows = [(text, "100", "") for text in dict.fromkeys(map(str.lower, answer.accepted))]
    rows += [(text.lower(), "0", line_html(why, "latex")) for text, why in answer.mistakes]
    for text, fraction, because in rows:
        item = ET.SubElement(node, "answer", fraction=fraction, format="plain_text")
        ET.SubElement(item, "text").text = text.replace("*", r"\*")  # a star is a wildcard
        _html(item, "feedback", because)


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
