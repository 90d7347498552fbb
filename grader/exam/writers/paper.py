"""Papers, keys and practice sheets as PDF."""

from __future__ import annotations

from grader.exam import figures, markup
from grader.exam.draw import LETTERS, Exam
from grader.exam.question import SHARES, Choice, Derivation, Numeric, Question, Short
from grader.exam.spellings import equal
from grader.exam.wording import number, worth
from grader.exam.writers.typeset import content, escape, string, template, to_pdf

_IMPORT = '#import "paper.typ": *\n'
_LONG = 6000  # signs of source; a question of the key beyond that may be higher than a page


def paper(exam: Exam) -> bytes:
    """Return the question paper: name field, point boxes, room to write, page x of y."""
    points = ", ".join(str(question.points) for question in exam.questions)
    table = f"#score-table(({points},))\n"
    body = "\n".join(_question(i, q) for i, q in enumerate(exam.questions, start=1))
    return _pdf(exam, f"Version {exam.label}", table + body, sheet="exam")


def key(exam: Exam) -> bytes:
    """Return the key of a paper: answers at a glance, then worked solutions and marks."""
    answers = ", ".join(f"[{short_answer(question)}]" for question in exam.questions)
    body = "\n".join(_keyed(i, q) for i, q in enumerate(exam.questions, start=1))
    head = f"#quick-key(({answers},))\n#set text(9.5pt)\n"
    return _pdf(exam, f"Key {exam.label}", head + body, sheet="key")


def practice(exam: Exam) -> bytes:
    """Return a student's own sheet, with the solutions on the pages after it."""
    questions = "\n".join(_question(i, q) for i, q in enumerate(exam.questions, start=1))
    solutions = "\n".join(
        f"#question({i}, {q.points}, [{_solution(q)}])"
        for i, q in enumerate(exam.questions, start=1)
    )
    body = f'{questions}\n#pagebreak()\n#text(14pt, weight: "bold")[Solutions]\n{solutions}'
    return _pdf(exam, exam.label, body, sheet="practice")


def _pdf(exam: Exam, label: str, body: str, *, sheet: str) -> bytes:
    order = exam.blueprint
    count = len(exam.questions)
    facts = [
        f"{count} question{'s' if count != 1 else ''}",
        worth(exam.points),
        f"{order.minutes or exam.minutes:g} minutes",
    ]
    if sheet == "exam":
        facts.append("one double-sided cheat sheet is allowed")
    if sheet != "key":
        facts.append("two decimals are enough")
        kinds = {question.kind for question in exam.questions}
        if "choice" in kinds:
            facts.append("circles: one option is right")
        if "several" in kinds:
            facts.append(f"squares: one or more are right. {SHARES}")
    line = string(" · ".join(facts))
    head = (
        f"#show: exam.with(title: {string(order.title)}, course: {string(order.course)}, "
        f"label: {string(label)}, facts: {line}, paper: {string(order.paper)}, "
        f"note: {string(exam.opening) if exam.opening else 'none'}, "
        f"footer-note: {string(f'{label} · seed {exam.seed}')}, sheet: {string(sheet)})\n"
    )
    pictures = {
        picture_name(q): figures.render(q.figure) for q in exam.questions if q.figure is not None
    }
    return to_pdf(_IMPORT + head + body, {"paper.typ": template("paper.typ"), **pictures})


def picture_name(question: Question) -> str:
    """Return the name under which a question's figure is stored."""
    return f"{question.id}-{question.level}.svg"


def _question(place: int, question: Question) -> str:
    parts = _asked(question)
    if isinstance(question.answer, Choice):
        parts.append(_options(question.answer))
    body = "\n\n".join([*parts, _room(question)])
    return f"#question({place}, {question.points}, [{body}])"


def _asked(question: Question) -> list[str]:
    """Return why it is asked, the prompt and the picture."""
    why = [f"#why({string(question.why)})"] if question.why else []
    parts = [*why, content(question.prompt)]
    if question.figure is not None:
        alt = string(question.figure.alt)
        parts.append(f"#figure-image({string(picture_name(question))}, {alt})")
    return parts


def _keyed(place: int, question: Question) -> str:
    """Return a question of the key, with answer, solution and mistakes beside it."""
    parts = _asked(question)
    if isinstance(question.answer, Choice):
        parts.append(_options(question.answer, key=True))
    body, solution = "\n\n".join(parts), _solution(question)
    long = ", long: true" if len(body) + len(solution) > _LONG else ""
    return f"#keyed({place}, {question.points}, [{body}], [{solution}]{long})"


def _options(answer: Choice, *, key: bool = False) -> str:
    """Return the options in as many columns as they fit in; a key's are half as wide."""
    widest = max(len(markup.plain(option.text)) for option in answer.options) * (2 if key else 1)
    columns = 4 if widest <= 9 and len(answer.options) == 4 else 2 if widest <= 34 else 1
    items = ", ".join(
        f'("{LETTERS[i]}", {"true" if key and option.correct else "false"}, '
        f"[{content(option.text)}])"
        for i, option in enumerate(answer.options)
    )
    square = "true" if answer.several else "false"
    return f"#options({columns}, {square}, {items})"


def _room(question: Question) -> str:
    """Leave about a centimetre of paper for each minute of work."""
    answer = question.answer
    if isinstance(answer, Numeric):
        return f"#room({0.5 + 0.9 * question.minutes:.1f}cm)\n#answer-line[{escape(answer.unit)}]"
    if isinstance(answer, Short):
        return f"#room({0.6 * question.minutes:.1f}cm)\n#answer-line[]"
    if isinstance(answer, Derivation):
        return f"#room({1.0 + 1.0 * question.minutes:.1f}cm)"
    return ""


def short_answer(question: Question) -> str:
    """Return the answer on one line, as Typst markup."""
    answer = question.answer
    if isinstance(answer, Numeric):
        return f"${number(answer.value).replace('-', '−')}$ {escape(answer.unit)}".strip()
    if isinstance(answer, Choice):
        return ", ".join(LETTERS[i] for i in answer.right)
    if isinstance(answer, Short):
        return content(answer.accepted[0])
    return f"see scheme, ${number(answer.value).replace('-', '−')}$"


def _solution(question: Question) -> str:
    answer = question.answer
    steps = "".join(f"[{content(step)}], " for step in question.solution)
    first = content(answer.result) if isinstance(answer, Derivation) else short_answer(question)
    if isinstance(answer, Numeric):
        first += f" #text(fill: rule)[(± {number(answer.tolerance)})]"
    if isinstance(answer, Short) and (also := equal(answer)):
        first += f" #text(fill: rule)[(right too: {escape(also)})]"
    return f"#solution([{first}], ({steps}), [{_extras(question)}])"


def _extras(question: Question) -> str:
    """Return the marking scheme of a derivation, or the mistakes behind wrong answers."""
    answer = question.answer
    if isinstance(answer, Derivation):
        rows = [(f"{mark.points} p", content(mark.text)) for mark in answer.marks]
        title = "Marking scheme"
    elif isinstance(answer, Numeric):
        rows = [
            (f"${number(m.value).replace('-', '−')}$", content(m.because)) for m in answer.mistakes
        ]
        title = "Wrong answers and the mistake behind them"
    elif isinstance(answer, Choice):
        rows = [
            (LETTERS[i] + (" ✓" if option.correct else ""), content(option.because))
            for i, option in enumerate(answer.options)
        ]
        title = "The options" + (f". {SHARES}" if answer.several else "")
    else:
        rows = [(content(text), content(why)) for text, why in answer.mistakes]
        title = "Wrong answers and the mistake behind them"
    cells = ", ".join(f"([{a}], [{b}])" for a, b in rows)
    return f"#remark({string(title)}, {cells})" if rows else ""
