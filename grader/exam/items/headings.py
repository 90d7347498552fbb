"""Which columns of a table are questions, and what each says of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from grader.base.tables import Table

CANVAS, MOODLE, MARKS = "Canvas quiz", "Moodle quiz", "marks"
LEFT_OUT = "-"  # as Moodle writes it
_CANVAS = re.compile(r"(\d+):\s*(.*)", re.DOTALL)
_WITH_POINTS = re.compile(r"\D{0,30}?(\d{1,3})\s*/\s*(\d+(?:[.,]\d+)?)")
_NUMBERED = re.compile(r"(\D{0,40}?)[\s.#_]*(\d{1,3})")
MARK = re.compile(r"-?|\d+(?:[.,]\d+)?|[A-Ha-h](?:[ ,;+]*[A-Ha-h])*")
_PLAIN = {"", "q", "question", "frage", "aufgabe", "item", "task", "exercise"}


@dataclass(frozen=True)
class Column:
    """One question of a file: its place, and its text and points as far as they are known."""

    number: int
    heading: str
    text: str = ""
    points: float | None = None


Family = tuple[str, dict[int, int]]
"""The words before the numbers in some headings, and the places of the columns by number."""


def families(header: Sequence[str], known: Collection[str]) -> list[Family]:
    """Return the families of headings that may be questions."""
    canvas = [i for i, text in enumerate(header[:-1])
              if _CANVAS.fullmatch(text) and number(header[i + 1]) is not None]  # fmt: skip
    if canvas:
        return [(CANVAS, dict(enumerate(canvas, start=1)))]
    named = [i for i, text in enumerate(header) if text.lower() in known]
    if named:
        return [("", dict(enumerate(named, start=1)))]
    families: dict[str, dict[int, int]] = {}
    for i, text in enumerate(header):
        if match := _WITH_POINTS.fullmatch(text):
            families.setdefault("/", {}).setdefault(int(match[1]), i)
        elif match := _NUMBERED.fullmatch(text):
            families.setdefault(match[1].strip().lower(), {}).setdefault(int(match[2]), i)
    whole = {word: at for word, at in families.items()
             if sorted(at) == [*range(1, len(at) + 1)] and (word or len(at) > 1)}  # fmt: skip
    most = max(map(len, whole.values()), default=0)
    return [(word, at) for word, at in whole.items() if len(at) == most]


def chosen_columns(
    table: Table, found: Sequence[Family]
) -> tuple[str, tuple[Column, ...], dict[int, dict[str, int]]]:
    """Return the form, the questions, and for each the places of what is known of it."""
    word, numbers = found[0]
    header = table.header
    if word == CANVAS:
        texts = {n: _CANVAS.fullmatch(header[at]) for n, at in numbers.items()}
        columns = tuple(
            Column(n, match[1], match[2], number(header[numbers[n] + 1]))
            for n, match in texts.items()
            if match
        )
        return CANVAS, columns, {n: {"answer": at, "points": at + 1} for n, at in numbers.items()}
    kinds = _kinds(table, found)
    form = MOODLE if "answer" in kinds or "/" in dict(found) else MARKS
    main = kinds.get("mark") or kinds["answer"]
    columns = tuple(
        Column(n, header[at], _text(table, kinds.get("question", {}).get(n)), _points(header[at]))
        for n, at in sorted(main.items())
    )
    places = {n: {kind: at[n] for kind, at in kinds.items() if n in at} for n in main}
    return form, columns, places


def _kinds(table: Table, found: Sequence[Family]) -> dict[str, dict[int, int]]:
    """Tell marks from answers, and those from questions and right answers, which never change.

    Moodle's order is question, response, right answer, and each may be left out.
    """
    kinds: dict[str, dict[int, int]] = {}
    rest = []
    for word, at in found:
        marks = all(MARK.fullmatch(table.cell(row, i)) for row in table.rows for i in at.values())
        alone = word in _PLAIN and marks
        if word == "/" or alone:
            kinds.setdefault("mark", at)
        else:
            rest.append(at)
    if len(rest) >= 3:
        kinds |= dict(zip(("question", "answer", "right"), rest, strict=False))
    elif len(rest) == 2:
        changes = [_changes(table, at) for at in rest]
        order = ("answer", "right") if changes[0] >= changes[1] else ("question", "answer")
        kinds |= dict(zip(order, rest, strict=True))
    elif rest:
        kinds["answer"] = rest[0]
    return kinds


def _changes(table: Table, at: Mapping[int, int]) -> float:
    """Return how many different things students have in a column, on average."""
    return sum(len({table.cell(row, i) for row in table.rows}) for i in at.values()) / len(at)


def _text(table: Table, at: int | None) -> str:
    return next((text for row in table.rows if (text := table.cell(row, at)) != LEFT_OUT), "")


def _points(heading: str) -> float | None:
    match = _WITH_POINTS.fullmatch(heading)
    return number(match[2]) if match else None


def number(text: str) -> float | None:
    """Return a number with a point or a comma, None if it is none.

    Examples
    --------
    >>> number("1,5"), number("2.00"), number("-"), number("B")
    (1.5, 2.0, None, None)
    """
    match = re.fullmatch(r"-?\d+(?:[.,]\d+)?", text)
    return float(text.replace(",", ".")) if match else None
