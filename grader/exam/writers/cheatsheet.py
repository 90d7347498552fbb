"""The cheat sheet: two pages at most, in the largest type with which they suffice, or an error."""

from __future__ import annotations

import importlib
import json

from grader.base.errors import GraderError
from grader.base.week import Week
from grader.exam import bank
from grader.exam.extras import extra
from grader.exam.writers.sheet import Plot, Section, Table
from grader.exam.writers.typeset import content, string, template, to_pdf

PAGES = 2
SMALLEST, LARGEST, STEP = 6.5, 10.5, 0.1  # type in points
_LONG = 4000  # characters of source; a section beyond that may be higher than a column
_LOW, _HIGH = -2.0, 3.0  # the window of the small plots


def cheatsheet(week: Week | None = None, paper: str = "a4") -> bytes:
    """Return the cheat sheet of a week in the largest type that fits on two pages.

    Raises
    ------
    GraderError : it does not fit in the smallest type.
    """
    week = week or bank.choose()
    sections = _sections(week)
    count = round((LARGEST - SMALLEST) / STEP)
    fits, over = -1, count + 1  # sizes are numbered from 0; the first must fit, the last may not
    while over - fits > 1:
        middle = (fits + over) // 2
        if overflow(sections, paper, _size(middle)) <= 0:
            fits = middle
        else:
            over = middle
    if fits < 0:
        excess = overflow(sections, paper, SMALLEST)
        raise GraderError(
            f"cheat sheet: at {SMALLEST} pt it is {excess:.1f} cm of column too long for "
            f"{PAGES} pages of {paper}",
            hint=f"Shorten {week.questions / 'cheatsheet.py'}.",
        )
    return to_pdf(source(sections, paper, _size(fits)), _files())


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


def overflow(sections: tuple[Section, ...], paper: str, size: float) -> float:
    """Return how many centimetres of column go beyond the last page; negative if there is room."""
    typst = extra("typst")
    project = {"main.typ": source(sections, paper, size).encode("utf-8"), **_files()}
    found = typst.query(project, "<end>", field="value", one=True, ignore_system_fonts=True)
    end = json.loads(found)
    column, height = float(end["column"]), float(end["height"])
    columns = float(end["columns"])
    place = (end["page"] - 1) * columns + column  # whole columns before the end
    excess: float = (place - PAGES * columns) * height + float(end["y"])
    return excess


def source(sections: tuple[Section, ...], paper: str, size: float) -> str:
    """Return the Typst source of the sheet in one size of type."""
    body = "\n".join(map(_section, sections))
    return (
        '#import "cheatsheet.typ": *\n'
        f"#show: sheet.with(paper: {string(paper)}, size: {size}pt)\n{body}\n#end-mark\n"
    )


def _section(section: Section) -> str:
    items = "\n\n".join(_table(i) if isinstance(i, Table) else content(i) for i in section.items)
    call = "wide-section" if section.wide else "section"
    if not section.wide and len(items) > _LONG:
        return f"#section(long: true, [{content(section.title)}])[{items}]"
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
