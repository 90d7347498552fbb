"""What must hold for every variant before it is printed."""

from __future__ import annotations

import math
from itertools import pairwise

from grader.base.errors import GraderError
from grader.exam import markup
from grader.exam.maths.parse import parse
from grader.exam.question import Choice, Derivation, Numeric, Question, Short


def faults(question: Question) -> list[str]:
    """Return what is wrong with a variant; an empty list if it can be printed and marked."""
    found = _text_faults(question)
    if not question.solution:
        found.append("there is no worked solution")
    answer = question.answer
    if isinstance(answer, Numeric):
        found += _numeric_faults(answer)
    elif isinstance(answer, Choice):
        found += _choice_faults(answer)
    elif isinstance(answer, Derivation):
        found += _derivation_faults(answer, question.points)
    elif isinstance(answer, Short):
        found += _short_faults(answer)
    return found


def texts(question: Question) -> list[str]:
    """Return every text of a question that is printed somewhere."""
    found = [question.prompt, *question.solution]
    answer = question.answer
    if isinstance(answer, Choice):
        found += [part for option in answer.options for part in (option.text, option.because)]
    elif isinstance(answer, Numeric):
        found += [mistake.because for mistake in answer.mistakes]
    elif isinstance(answer, Derivation):
        found += [answer.result, *(mark.text for mark in answer.marks)]
    elif isinstance(answer, Short):
        found += [because for _, because in answer.mistakes]
    return found


def _text_faults(question: Question) -> list[str]:
    found = []
    for text in texts(question):
        try:
            for block in markup.blocks(text):
                for span in block.spans:
                    if span.kind == "math":
                        parse(span.text)
        except GraderError as error:
            found.append(str(error))
    return found


def _numeric_faults(answer: Numeric) -> list[str]:
    if not math.isfinite(answer.value):
        return [f"the answer is {answer.value}"]
    if answer.tolerance <= 0:
        return [f"the tolerance must be positive, got {answer.tolerance}"]
    if not answer.accepts(f"{answer.value:.2f}"):  # every form says that two decimals are enough
        return [f"{answer.value:.2f} must be right, but the tolerance is {answer.tolerance}"]
    values = [answer.value, *(mistake.value for mistake in answer.mistakes)]
    return _crowded(values, answer.tolerance)


def _choice_faults(answer: Choice) -> list[str]:
    found = []
    if len({markup.looks(option.text) for option in answer.options}) < len(answer.options):
        found.append("two options look the same")
    if not answer.right or (len(answer.right) != 1 and not answer.several):
        found.append(f"{len(answer.right)} options are right")
    values = [option.value for option in answer.options if option.value is not None]
    if not all(map(math.isfinite, values)):
        found.append("an option is not a finite number")
    return found + _crowded(values, 0.004)


def _short_faults(answer: Short) -> list[str]:
    if not answer.accepted:
        return ["no answer is accepted"]
    texts = [*answer.accepted, *(text for text, _ in answer.mistakes)]
    return [f"{text!r} is no {answer.reading}" for text in texts if not answer.key(text)]


def _derivation_faults(answer: Derivation, points: int) -> list[str]:
    total = sum(mark.points for mark in answer.marks)
    found = [] if total == points else [f"the marks add up to {total} and not to {points}"]
    if any(mark.points < 1 for mark in answer.marks):
        found.append("a line to mark is worth nothing")
    if len(answer.marks) < 2:  # a person marks the way, and the last line is the number
        found.append("a derivation needs two lines to mark: the way and the result")
    return found if math.isfinite(answer.value) else [*found, f"the result is {answer.value}"]


def _crowded(values: list[float], gap: float) -> list[str]:
    ordered = sorted(values)
    close = [(a, b) for a, b in pairwise(ordered) if b - a <= gap]
    return [f"the answers {a:g} and {b:g} cannot be told apart" for a, b in close]
