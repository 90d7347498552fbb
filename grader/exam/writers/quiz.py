"""A quiz as one HTML page that works offline, by keyboard and on a phone."""

from __future__ import annotations

import base64
import html
import importlib.util
import io
import json
import warnings
from pathlib import Path

from grader.base.errors import GraderError
from grader.exam import typed
from grader.exam.draw import LETTERS, Exam
from grader.exam.extras import extra
from grader.exam.question import SHARES, Choice, Derivation, Numeric, Question, Short
from grader.exam.spellings import equal
from grader.exam.wording import number, worth
from grader.exam.writers.html import block_html, data_image, line_html
from grader.exam.writers.typeset import template


def quiz(exam: Exam) -> str:
    """Return the page: questions, checking with an explanation of each mistake, solutions."""
    questions = "\n".join(_question(i, q) for i, q in enumerate(exam.questions, start=1))
    page = template("quiz.html").decode("utf-8")
    parts = {
        "TITLE": html.escape(exam.blueprint.title),
        "COURSE": html.escape(" · ".join(filter(None, (exam.blueprint.course, exam.label)))),
        "FACTS": f"{len(exam.questions)} questions, {worth(exam.points)}, seed {exam.seed}. "
        "Two decimals are enough",
        "OPENING": f"<p>{html.escape(exam.opening)}</p>" if exam.opening else "",
        "STYLE": template("quiz.css").decode("utf-8"),
        "SCRIPT": template("quiz.js").decode("utf-8"),
        "QUESTIONS": questions,
        "READING": json.dumps(typed.tables(), ensure_ascii=False).replace("<", "\\u003c"),
    }
    for name, text in parts.items():
        page = page.replace("{{" + name + "}}", text)
    return page.replace("{{FONT}}", _font(page))


def _font(page: str) -> str:
    """Return the formula font, reduced to the signs on the page, in base64.

    Without a font that has a mathematics table, browsers draw brackets and roots too small, and
    phones have none.
    """
    subset, fonts = extra("fontTools.subset"), extra("fontTools.ttLib")
    package = importlib.util.find_spec("ziamath")  # found and not imported: only its font is used
    if package is None or package.origin is None:
        extra("ziamath")  # says how to install it
        raise GraderError("quiz: the package ziamath has no file")
    source = Path(package.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    options = subset.Options(hinting=False, desubroutinize=True, layout_features=["ssty"])
    options.ignore_missing_unicodes = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about tables of the font that are left out
        font = fonts.TTFont(io.BytesIO(source.read_bytes()), recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=page + _italics(page))
        subsetter.subset(font)
        font.flavor = "woff"
        buffer = io.BytesIO()
        font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _italics(page: str) -> str:
    """Return the italic forms by which browsers draw single letters in formulas."""
    small, large, greek = 0x1D44E, 0x1D434, 0x1D6FC
    letters = [chr(large + ord(c) - 65) for c in set(page) if "A" <= c <= "Z"]
    letters += [chr(small + ord(c) - 97) for c in set(page) if "a" <= c <= "z" and c != "h"]
    letters += [chr(greek + ord(c) - 0x3B1) for c in set(page) if "α" <= c <= "ω"]
    return "".join(sorted(letters)) + "ℎ𝜕𝜖𝜗𝜙"


def _question(place: int, question: Question) -> str:
    steps = "".join(f"<li>{line_html(step)}</li>" for step in question.solution)
    why = f'\n<p class="why">{html.escape(question.why)}</p>' if question.why else ""
    return f"""
<section class="question" id="q{place}" data-kind="{question.kind}" data-points="{question.points}"
 aria-labelledby="t{place}">
<h2 id="t{place}">{place}. {html.escape(question.title)}
 <small>{worth(question.points)}</small></h2>{why}
{block_html(question.prompt)}
{data_image(question, "svg")}
<form>
{_field(place, question)}
<p class="buttons"><button type="submit">Check</button></p>
<div class="verdict" role="status" aria-live="polite"></div>
</form>
<details><summary>Worked solution</summary>{_answer(question)}<ol>{steps}</ol></details>
</section>"""


def _field(place: int, question: Question) -> str:
    answer = question.answer
    if isinstance(answer, Choice):
        return _options(place, answer)
    if isinstance(answer, Derivation):
        return _scheme(answer)
    label = "Your answer" + (
        f" in {answer.unit}" if isinstance(answer, Numeric) and answer.unit else ""
    )
    mode = "decimal" if isinstance(answer, Numeric) else "text"
    facts = html.escape(json.dumps(_facts(answer), ensure_ascii=False))
    return (
        f'<p><label>{html.escape(label)} <input name="answer" inputmode="{mode}" '
        f'autocomplete="off" autocapitalize="off" spellcheck="false" data-facts="{facts}">'
        "</label></p>"
    )


def _facts(answer: Numeric | Short) -> dict[str, object]:
    """Return what the page needs to judge an answer: values, tolerance, mistakes."""
    if isinstance(answer, Numeric):
        mistakes = [{"value": m.value, "because": line_html(m.because)} for m in answer.mistakes]
        return {"value": answer.value, "tolerance": answer.tolerance, "unit": answer.unit,
                "mistakes": mistakes}  # fmt: skip
    wrong = [{"key": answer.key(text), "because": line_html(why)} for text, why in answer.mistakes]
    return {"keys": answer.keys, "reading": answer.reading, "mistakes": wrong}


def _options(place: int, answer: Choice) -> str:
    kind = "checkbox" if answer.several else "radio"
    rows = "".join(
        f'<label class="option" data-right="{str(option.correct).lower()}">'
        f'<input type="{kind}" name="q{place}" value="{LETTERS[i]}"> '
        f'<span class="letter">{LETTERS[i]}</span> <span>{line_html(option.text)}</span>'
        f'<span class="because" hidden>{line_html(option.because)}</span></label>'
        for i, option in enumerate(answer.options)
    )
    legend = f"Choose one or more. {SHARES}" if answer.several else "Choose one"
    return f"<fieldset><legend>{legend}</legend>{rows}</fieldset>"


def _scheme(answer: Derivation) -> str:
    """Return a field to write in, and the marking scheme to mark oneself by."""
    rows = "".join(
        f'<label class="option"><input type="checkbox" data-mark="{mark.points}"> '
        f'<span class="letter">{mark.points} p</span> <span>{line_html(mark.text)}</span></label>'
        for mark in answer.marks
    )
    return (
        '<p><label>Your derivation<br><textarea name="answer" rows="6"></textarea></label></p>'
        f'<fieldset class="scheme" hidden><legend>Mark your own work</legend>{rows}</fieldset>'
    )


def _answer(question: Question) -> str:
    answer = question.answer
    if isinstance(answer, Numeric):
        text = f"{number(answer.value)} {answer.unit}".replace("-", "−")
    elif isinstance(answer, Choice):
        text = ", ".join(LETTERS[i] for i in answer.right)
    elif isinstance(answer, Short):
        text = html.escape(answer.accepted[0])
        text += f" (right too: {html.escape(also)})" if (also := equal(answer)) else ""
    else:
        text = line_html(answer.result)
    return f"<p><strong>Answer:</strong> {text}</p>"
