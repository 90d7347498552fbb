"""A QTI 1.2 package for Canvas, made by text2qti from its Markdown-like text."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from grader.base.errors import GraderError
from grader.exam import figures, markup
from grader.exam.draw import LETTERS, Exam
from grader.exam.extras import extra
from grader.exam.question import SHARES, Derivation, Numeric, Question, Short
from grader.exam.spellings import of_text
from grader.exam.writers.archive import undated

_SPECIAL = re.compile(r"[\\`*_{}\[\]()>#+.!$-]")
_NUMBERS = "Two decimals are enough. A field for a number empties itself if you type a fraction."
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;"})


def canvas(exam: Exam) -> bytes:
    """Return the zip file that Canvas imports as a quiz."""
    config, quiz = extra("text2qti.config"), extra("text2qti.quiz")
    err, qti = extra("text2qti.err"), extra("text2qti.qti")
    with tempfile.TemporaryDirectory(prefix="exam-") as scratch:
        for question in exam.questions:
            if question.figure is not None:
                name = Path(scratch) / f"{question.id}-{question.level}.png"
                name.write_bytes(figures.render(question.figure, "png"))
        text = source(exam, Path(scratch))
        try:
            made = quiz.Quiz(text, config=config.Config(), source_name="exam")
            package: bytes = qti.QTI(made).zip_bytes()
        except err.Text2qtiError as error:
            raise GraderError(f"text2qti refuses the quiz: {error}") from None
    return undated(package)


def source(exam: Exam, pictures: Path) -> str:
    """Return the quiz as text2qti reads it; figures are looked up in the folder ``pictures``."""
    order = exam.blueprint
    about = f"{_escape(order.course)}, seed {exam.seed}. {_NUMBERS}"
    head = f"Quiz title: {order.title}\nQuiz description: {about}\n"
    return head + "\n".join(
        _question(i, q, pictures) for i, q in enumerate(exam.questions, start=1)
    )


def _question(place: int, question: Question, pictures: Path) -> str:
    prompt = _text(question.prompt)
    if question.figure is not None:
        alt = re.sub(r"[^\w\s.,;:λ-]", "", question.figure.alt)
        prompt += f"\n\n![{alt}]({pictures / f'{question.id}-{question.level}.png'})"
    if question.kind == "several":
        prompt += f"\n\n{SHARES}"
    steps = "\n\n".join(_text(step) for step in question.solution)
    lines = [
        f"\nTitle: {question.title}",
        f"Points: {question.points}",
        _item(f"{place}.", prompt),
        _item("...", steps),
        *_answer(question),
    ]
    return "\n".join(lines) + "\n"


def _answer(question: Question) -> list[str]:
    answer = question.answer
    if isinstance(answer, Numeric):
        low, high = bounds(answer)
        return [f"=   [{low}, {high}]"]
    if isinstance(answer, Short):
        return [f"*   {text}" for text in of_text(answer)]  # Canvas minds all but capitals
    if isinstance(answer, Derivation):
        return ["____"]
    lines = []
    for i, option in enumerate(answer.options):
        if answer.several:
            mark = "[*]" if option.correct else "[ ]"
        else:
            mark = ("*" if option.correct else "") + f"{LETTERS[i].lower()})"
        lines += [_item(mark, _text(option.text)), _item("...", _text(option.because))]
    return lines


def bounds(answer: Numeric) -> tuple[str, str]:
    """Return the ends of the accepted range; Canvas wants neither of them to be zero.

    Examples
    --------
    >>> bounds(Numeric(0.25, 0.25))
    ('0.0250', '0.4750')
    """
    width = answer.tolerance
    if min(abs(answer.value - width), abs(answer.value + width)) < 1e-3:
        width *= 0.9
    return f"{answer.value - width:.4f}", f"{answer.value + width:.4f}"


def _item(mark: str, text: str) -> str:
    """Return a list item whose further lines are indented under the first."""
    first, *rest = text.split("\n")
    mark = mark.ljust(3) + " "
    indent = " " * len(mark)  # the hundredth question has a longer mark
    return "\n".join([mark + first, *((indent + line if line else "") for line in rest)])


def _text(text: str) -> str:
    return "\n\n".join(_block(block) for block in markup.blocks(text))


def _block(block: markup.Block) -> str:
    if block.kind == "listing":
        return f"```\n{block.spans[0].text}\n```"
    return "".join(map(_span, block.spans))


def _span(span: markup.Span) -> str:
    if span.kind == "math":
        return f"${span.text}$"
    if span.kind == "code":
        return f"`{span.text}`"
    escaped = _escape(span.text)
    return f"**{escaped}**" if span.kind == "strong" else escaped


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: "\\" + match[0], text.translate(_ENTITIES))
    return re.sub(r"^%", "&#37;", escaped)  # only there it would begin a comment
