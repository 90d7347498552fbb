"""Flashcards as an Anki package: the question in front, answer and way to it behind."""

from __future__ import annotations

import re
import tempfile
import zlib
from pathlib import Path
from typing import Any

from grader.exam import figures
from grader.exam.draw import LETTERS, Exam
from grader.exam.extras import extra
from grader.exam.question import Choice, Derivation, Numeric, Question
from grader.exam.wording import number
from grader.exam.writers.archive import undated
from grader.exam.writers.html import block_html, line_html

_STAMP = 1_577_836_800.0  # cards carry a fixed date, so that the same seed gives the same bytes
_SEVERAL_COLONS = re.compile(r":(\s*:)+")
_FRONT = "{{Front}}<p class='about'>{{Topic}}</p>"
_BACK = "{{FrontSide}}<hr id='answer'>{{Back}}"
_STYLE = """.card { font: 20px Georgia, serif; text-align: left; max-width: 40em; margin: auto; }
.about { font-size: 14px; opacity: 0.7; } pre { font-size: 14px; } img { max-width: 100%; }"""


def flashcards(exam: Exam) -> bytes:
    """Return the file that Anki imports as a deck."""
    genanki = extra("genanki")
    model = genanki.Model(
        _number("model of exam cards"),
        "Exam question",
        fields=[{"name": name} for name in ("Front", "Back", "Topic")],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    names = (exam.blueprint.course, exam.blueprint.title)
    title = "::".join(_SEVERAL_COLONS.sub(":", name) for name in names)  # two make a level
    deck = genanki.Deck(_number(title), title)
    for question in exam.questions:
        deck.add_note(_note(genanki, model, question, exam.seed))
    with tempfile.TemporaryDirectory(prefix="exam-") as scratch:
        media = []
        for question in exam.questions:
            if question.figure is not None:
                path = Path(scratch) / _picture(question, exam.seed)
                path.write_bytes(figures.render(question.figure, "png"))
                media.append(str(path))
        target = Path(scratch) / "deck.apkg"
        genanki.Package(deck, media_files=media).write_to_file(str(target), timestamp=_STAMP)
        return undated(target.read_bytes())


def _number(name: str) -> int:
    """Return the number by which Anki knows a deck or a model: the same name, the same number."""
    return (1 << 30) + zlib.crc32(name.encode("utf-8")) // 4


def _picture(question: Question, seed: int) -> str:
    return f"exam-{seed}-{question.id}-{question.level}.png"


def _note(genanki: Any, model: Any, question: Question, seed: int) -> Any:
    front = block_html(question.prompt, "latex")
    if question.figure is not None:
        front += f'<img src="{_picture(question, seed)}">'
    if isinstance(question.answer, Choice):
        items = "".join(f"<li>{line_html(o.text, 'latex')}</li>" for o in question.answer.options)
        front += f"<ol type='A'>{items}</ol>"
    return genanki.Note(
        model=model,
        fields=[front, _back(question), f"{question.title} · level {question.level}"],
        guid=genanki.guid_for(question.id, question.level, seed),
        tags=[question.topic, f"level-{question.level}"],
    )


def _back(question: Question) -> str:
    answer = question.answer
    steps = "".join(f"<li>{line_html(step, 'latex')}</li>" for step in question.solution)
    if isinstance(answer, Numeric):
        text = f"\\({number(answer.value)}\\) {answer.unit}".strip()
    elif isinstance(answer, Choice):
        text = ", ".join(LETTERS[i] for i in answer.right)
    elif isinstance(answer, Derivation):
        text = line_html(answer.result, "latex")
    else:
        text = line_html(answer.accepted[0])
    return f"<p><b>{text}</b></p><ol>{steps}</ol>"
