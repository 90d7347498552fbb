"""One question in all its forms, for its author."""

from __future__ import annotations

from grader.base.week import Week
from grader.exam import bank
from grader.exam.blueprint import Blueprint, Pick
from grader.exam.draw import LETTERS, Exam
from grader.exam.markup import plain
from grader.exam.question import Choice, Derivation, Numeric, Question, Short
from grader.exam.wording import number, worth


def variant(name: str, level: int, seed: int, week: Week | None = None) -> Exam:
    """Return an exam of this one question."""
    question = bank.find(name, week).draw(bank.variant_rng(seed, name, level), level)
    plan = Blueprint((Pick(question=name, level=level),), title=question.title, bank=week)
    return Exam(plan, seed, (question,), label="preview")


def text(question: Question) -> str:
    """Return the question, its answer, mistakes and solution as plain lines."""
    head = (
        f"{question.title} ({question.id}, level {question.level}, {worth(question.points)}, "
        f"{question.minutes:g} min, slide {question.slide!r})"
    )
    steps = [f"  {i}. {plain(step)}" for i, step in enumerate(question.solution, start=1)]
    figure = [f"[figure: {question.figure.alt}]"] if question.figure is not None else []
    return "\n".join(
        [head, "", plain(question.prompt), *figure, "", *_answer(question), "", "Solution", *steps]
    )


def _answer(question: Question) -> list[str]:
    answer = question.answer
    if isinstance(answer, Numeric):
        lines = [f"Answer: {number(answer.value)} {answer.unit}".rstrip()]
        lines[0] += f" (± {number(answer.tolerance)})"
        return lines + [f"  {number(m.value):>8}  {plain(m.because)}" for m in answer.mistakes]
    if isinstance(answer, Choice):
        marks = ["[x]" if option.correct else "[ ]" for option in answer.options]
        return [
            f"  {mark} {LETTERS[i]} {plain(option.text)}  <- {plain(option.because)}"
            for i, (mark, option) in enumerate(zip(marks, answer.options, strict=True))
        ]
    if isinstance(answer, Short):
        wrong = [f"  {text}  <- {plain(why)}" for text, why in answer.mistakes]
        return [f"Answer: {' or '.join(answer.accepted)}", *wrong]
    assert isinstance(answer, Derivation)
    marks = [f"  {mark.points} p  {plain(mark.text)}" for mark in answer.marks]
    return [f"Answer: {plain(answer.result)}", *marks]
