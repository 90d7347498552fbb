"""The cheat sheet: one side or two, in the largest type with which they suffice, or an error."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence

from grader.base.errors import GraderError
from grader.base.week import Week
from grader.exam import bank
from grader.exam.extras import extra
from grader.exam.writers.fonts import folders_for
from grader.exam.writers.sheet import Plot, Section, Table
from grader.exam.writers.typeset import content, string, template, to_pdf

SIDES = (1, 2)
SMALLEST, LARGEST, STEP = 7.0, 10.5, 0.1  # type in points
_LOW, _HIGH = -2.0, 3.0  # the window of the small plots


def cheatsheet(
    week: Week | None = None, paper: str = "a4", *, sides: int = 1, topics: Sequence[str] = ()
) -> bytes:
    """Return the cheat sheet of a week in the largest type that fits.

    Parameters
    ----------
    sides : how many pages it may have, 1 or 2.
    topics : the words of the sections that are wanted; without them, all on two sides, and on one
        side those that are not extra.

    Raises
    ------
    GraderError : a topic is not known, or the sheet does not fit in the smallest type.
    """
    week = week or bank.choose()
    chosen = choose(_sections(week), sides, topics)
    title = f"Cheat sheet: {week.title}"

    def excess(size: float) -> float:
        return overflow(source(title, chosen, paper, size), sides)

    count = round((LARGEST - SMALLEST) / STEP)
    fits, over = -1, count + 1  # sizes are numbered from 0; the first must fit, the last may not
    while over - fits > 1:
        middle = (fits + over) // 2
        if excess(_size(middle)) <= 0:
            fits = middle
        else:
            over = middle
    if fits < 0:
        pages = "one side" if sides == 1 else "two sides"
        words = ", ".join(section.word for section in chosen)
        raise GraderError(
            f"cheat sheet: at {SMALLEST:g} pt it is {excess(SMALLEST):.1f} cm of column too long "
            f"for {pages} of {paper}",
            hint=f"Name fewer with --topics: {words}." + (" Or --sides 2." if sides == 1 else ""),
        )
    return to_pdf(source(title, chosen, paper, _size(fits)), _files())


def _size(number: int) -> float:
    return round(SMALLEST + STEP * number, 1)


def _files() -> dict[str, bytes]:
    return {"cheatsheet.typ": template("cheatsheet.typ")}


def _sections(week: Week) -> tuple[Section, ...]:
    if not (week.questions / "cheatsheet.py").is_file():
        raise GraderError(f"cheat sheet: {week.folder.name} has none among its questions")
    module = importlib.import_module(f"{bank.package(week).__name__}.cheatsheet")
    sections: tuple[Section, ...] = module.sections()
    return sections


def choose(
    sections: Sequence[Section], sides: int = 1, topics: Sequence[str] = ()
) -> tuple[Section, ...]:
    """Return the sections that are wanted, in the order of the sheet.

    Raises
    ------
    GraderError : a topic is not among them.
    """
    known = {section.word for section in sections}
    if unknown := [topic for topic in topics if topic not in known]:
        words = ", ".join(section.word for section in sections)
        raise GraderError(f"cheat sheet: topics must be among {words}, got {', '.join(unknown)}")
    if topics:
        return tuple(section for section in sections if section.word in topics)
    return tuple(section for section in sections if sides > 1 or not section.extra)


def overflow(source: str, sides: int) -> float:
    """Return how many centimetres of column go beyond the last page; negative if there is room."""
    project = {"main.typ": source.encode("utf-8"), **_files()}
    found = extra("typst").query(
        project, "<end>", field="value", one=True,
        font_paths=folders_for(source), ignore_system_fonts=True,
    )  # fmt: skip
    end = json.loads(found)
    column, height = float(end["column"]), float(end["height"])
    columns = float(end["columns"])
    place = (end["page"] - 1) * columns + column  # whole columns before the end
    excess: float = (place - sides * columns) * height + float(end["y"])
    return excess


def source(title: str, sections: Sequence[Section], paper: str, size: float) -> str:
    """Return the Typst source of the sheet in one size of type."""
    body = "\n".join(map(_section, sections))
    return (
        '#import "cheatsheet.typ": *\n'
        f"#show: sheet.with(title: {string(title)}, paper: {string(paper)}, size: {size}pt)\n"
        f"{body}\n#end-mark\n"
    )


def _section(section: Section) -> str:
    items = "\n\n".join(_table(i) if isinstance(i, Table) else content(i) for i in section.items)
    call = "wide-section" if section.wide else "section"
    return f"#{call}([{content(section.title)}])[{items}]"


def _table(table: Table) -> str:
    widths = ", ".join(table.widths.split())
    header = ", ".join(f"[{content(text)}]" for text in table.header)
    cells = ", ".join(_cell(cell) for row in table.rows for cell in row)
    return f"#facts(({widths},), ({header},), {cells})"


def _cell(cell: str | Plot) -> str:
    if isinstance(cell, str):
        return f"[{content(cell)}]"
    inside = [(x, y) for x, y in zip(cell.x, cell.y, strict=True) if _LOW <= y <= _HIGH]
    points = ", ".join(f"({x:.3f}, {y:.4f})" for x, y in inside)
    return f"plot({points})"
