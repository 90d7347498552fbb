"""The exam as an nbgrader notebook that ``grader autograde`` grades."""

from __future__ import annotations

import base64
import json
from typing import Any

from grader.exam import figures, markup
from grader.exam.draw import LETTERS, Exam
from grader.exam.question import (
    SHARES,
    TWO_DECIMALS,
    Choice,
    Derivation,
    Numeric,
    Question,
    Short,
)
from grader.exam.wording import worth

_HOW = {
    "numeric": "Write a number, for example `answer = -0.25`; two decimals are enough.",
    "choice": 'Write one letter, for example `answer = "A"`.',
    "several": 'Write the letters of all right options, for example `answer = "AC"`.',
    "short": 'Write a text, for example `answer = "ReLU"`.',
}


def notebook(exam: Exam) -> str:
    """Return the master notebook; students get the version that ``grader release`` makes."""
    title = f"# {exam.blueprint.title}\n\n{exam.blueprint.course}. {worth(exam.points)} in all."
    cells = [_markdown("exam_title", title), _setup()]
    for place, question in enumerate(exam.questions, start=1):
        cells += _question(place, question)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def _question(place: int, question: Question) -> list[dict[str, Any]]:
    name = f"q{place:02d}_{question.id}"
    head = f"## {place}. {question.title} ({worth(question.points)})\n\n"
    text = head + _text(question.prompt)
    cell = _markdown(f"{name}_text", text)
    if question.figure is not None:
        png = base64.b64encode(figures.render(question.figure, "png")).decode("ascii")
        cell["source"] += f"\n\n![{question.figure.alt}](attachment:figure.png)"
        cell["attachments"] = {"figure.png": {"image/png": png}}
    answer = question.answer
    if isinstance(answer, Choice):
        cell["source"] += "\n\n" + "\n".join(
            f"- **{LETTERS[i]}** {_text(option.text)}" for i, option in enumerate(answer.options)
        )
    if isinstance(answer, Derivation):
        return [cell, *_derivation(name, question, answer)]
    rule = f" {SHARES}" if question.kind == "several" else ""
    cell["source"] += f"\n\n{_HOW[question.kind].replace('answer', name)}{rule}"
    return [cell, *_graded(name, question, question.points)]


def _graded(name: str, question: Question, points: int) -> list[dict[str, Any]]:
    """Return the cell for the answer and the test cell behind it."""
    solution = f"{name} = None\n### BEGIN SOLUTION\n{name} = {_right(question)!r}\n### END SOLUTION"
    test = "\n".join([
        f"if {name} is None:",
        f'    print("{name}: there is no answer yet.")',
        f'report = hints.Report("{name}", points={points})',
        "### BEGIN HIDDEN TESTS",
        "from grader.exam import typed",
        *_parts(name, question, points),
        "### END HIDDEN TESTS",
        "report.score()",
    ])  # fmt: skip
    return [
        _code(name, solution, grade=False, solution=True),
        _code(f"{name}_test", test, grade=True, solution=False, points=points),
    ]


def _derivation(name: str, question: Question, answer: Derivation) -> list[dict[str, Any]]:
    """Return a written answer for the way, marked by hand, and a number for the last mark."""
    *way, last = answer.marks
    scheme = "\n".join(f"- {mark.points} p: {_text(mark.text)}" for mark in way)
    steps = "\n\n".join(_text(step) for step in question.solution)
    written = _markdown(
        f"{name}_way",
        "Your derivation (marked by hand):\n\n### BEGIN SOLUTION\n"
        f"{_text(answer.result)}\n\n{steps}\n\n{scheme}\n### END SOLUTION",
        written=sum(mark.points for mark in way),
    )
    hint = _markdown(f"{name}_value_text", f"The number it ends in ({worth(last.points)}): "
                     + _HOW["numeric"].replace("answer", f"{name}_value"))  # fmt: skip
    return [written, hint, *_graded(f"{name}_value", question, last.points)]


def _right(question: Question) -> float | str:
    answer = question.answer
    if isinstance(answer, Choice):
        return "".join(LETTERS[i] for i in answer.right)
    if isinstance(answer, Short):
        return answer.accepted[0]
    return answer.value


def _parts(name: str, question: Question, points: int) -> list[str]:
    """Return the hidden parts of a test: one, or one for each share of a choice of several."""
    answer = question.answer
    if not isinstance(answer, Choice) or not answer.several:
        lines = _comparison(name, question)
        return [f'with report.part("the answer", points={points}):', *(f"    {x}" for x in lines)]
    count = len(answer.right)
    letters = "".join(LETTERS[: len(answer.options)])
    return [
        f"right = set({_right(question)!r})",
        f"for share in range(1, {count + 1}):",
        f'    with report.part(f"share {{share}} of {count}", points={points} / {count}):',
        f"        hints.compare({name} and 'done', 'done', name={name!r})",
        f"        given = set(typed.plain(str({name})).upper()) & set({letters!r})",
        "        hits, misses = len(given & right), len(given - right)",
        f'        told = f"{{hits}} of {count} right letters and {{misses}} wrong ones."',
        f'        hints.require(hits - misses >= share, f"{name} has {{told}}")',
    ]


def _comparison(name: str, question: Question) -> list[str]:
    """Return the hidden lines that compare an answer and name the mistake in it."""
    answer = question.answer
    if isinstance(answer, Choice):
        letters = "".join(LETTERS[: len(answer.options)])
        reasons = {
            LETTERS[i]: f"{LETTERS[i]} is not right. {markup.plain(option.because)}"
            for i, option in enumerate(answer.options)
            if not option.correct
        }
        return [
            f"given = {name} and ''.join(",
            f"    sorted(set(typed.plain(str({name})).upper()) & set({letters!r})))",
            f"hints.compare(given, {_right(question)!r}, name={name!r}, mistakes={{",
            *(f"    {text!r}: {letter!r}," for letter, text in reasons.items()),
            "})",
        ]
    if isinstance(answer, Short):
        shown = answer.keys[0]
        return [
            f"given = {name} and (typed.key(str({name}), {answer.reading!r}) or 'unread')",
            f"given = {shown!r} if given in {answer.keys!r} else given",
            f"hints.compare(given, {shown!r}, name={name!r}, mistakes={{",
            *(f"    {markup.plain(why)!r}: {answer.key(text)!r}," for text, why in answer.mistakes),
            "})",
        ]
    unit = answer.unit if isinstance(answer, Numeric) else ""
    tolerance = answer.tolerance if isinstance(answer, Numeric) else TWO_DECIMALS
    wrong = answer.mistakes if isinstance(answer, Numeric) else ()
    return [
        f"given = {name}",
        "if isinstance(given, str):  # 3/7 with quotes, or a decimal comma",
        f"    given = min(typed.values(given, {unit!r}), default=given,",
        f"                key=lambda value: abs(value - {answer.value!r}))",
        f"hints.compare(given, {answer.value!r}, name={name!r}, rtol=0, atol={tolerance!r}, "
        "mistakes={",
        *(f"    {markup.plain(mistake.because)!r}: {mistake.value!r}," for mistake in wrong),
        "})",
    ]


def _setup() -> dict[str, Any]:
    return _code("exam_setup", "from course_lib import hints", grade=False, solution=False)


def _text(text: str) -> str:
    """Return a text of the bank as Jupyter's Markdown."""
    pieces = []
    for block in markup.blocks(text):
        if block.kind == "formula":
            pieces.append(f"$${block.spans[0].text}$$")
        elif block.kind == "listing":
            pieces.append(f"```python\n{block.spans[0].text}\n```")
        else:
            pieces.append("".join(map(_span, block.spans)))
    return "\n\n".join(pieces)


def _span(span: markup.Span) -> str:
    marks = {"math": "$", "code": "`", "strong": "**"}
    mark = marks.get(span.kind, "")
    text = span.text if mark else span.text.replace("*", r"\*").replace("_", r"\_")
    return f"{mark}{text}{mark}"


def _nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    base = {"grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3,
            "solution": False, "task": False}  # fmt: skip
    return {"nbgrader": base | flags}


def _markdown(name: str, text: str, *, written: int = 0) -> dict[str, Any]:
    flags = {"grade": True, "solution": True, "locked": False, "points": written} if written else {}
    cell_id = name.replace("_", "-")[:64]
    return {"cell_type": "markdown", "id": cell_id, "metadata": _nbgrader(name, **flags),
            "source": text}  # fmt: skip


def _code(name: str, text: str, *, grade: bool, solution: bool, points: int = 0) -> dict[str, Any]:
    flags: dict[str, Any] = {"grade": grade, "solution": solution, "locked": not solution}
    if grade:
        flags["points"] = points
    return {"cell_type": "code", "execution_count": None, "id": name.replace("_", "-")[:64],
            "metadata": _nbgrader(name, **flags), "outputs": [], "source": text}  # fmt: skip
