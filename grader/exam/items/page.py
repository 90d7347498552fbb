"""The item analysis as a page for people, and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.base.item_statistics import FEWEST
from grader.base.pages import page_template
from grader.exam import markup
from grader.exam.items.figures import EASIEST, HARDEST, LOOK, RETIRE, TELLS, Figures, Statement
from grader.exam.items.reading import Results

_LIMITS = {"fewest": FEWEST, "easiest": EASIEST, "hardest": HARDEST, "tells": TELLS}


def page(
    title: str, results: Results, found: Sequence[Figures], taught: Sequence[Statement]
) -> str:
    """Return the page: every question, what to do with it and why, and the lecture's statements."""
    template = page_template(
        "items.html",
        percent=lambda value: "–" if value is None else f"{value:.0%}",
        plain=markup.plain,
    )
    order = {RETIRE: 0, LOOK: 1}
    ordered = sorted(found, key=lambda one: order.get(one.verdict, 2))
    return str(template.render(title=title, results=results, items=ordered, statements=taught,
                               **_LIMITS))  # fmt: skip


def lines(found: Sequence[Figures]) -> Iterator[str]:
    """Yield a line for each question, and one for each reason."""
    width = max([8, *(len(one.item.name) for one in found)])
    yield f"{'Question':{width}}  Facility  Discrimination  Nobody took"
    for one in found:
        facility = "–" if one.facility is None else f"{one.facility:.0%}"
        told = one.unknown if one.discrimination is None else f"{one.discrimination:.2f}"
        unused = str(len(one.not_taken)) if one.options else "–"
        verdict = "" if not one.reasons else f"  {one.verdict}: {'; '.join(one.reasons)}"
        yield f"{one.item.name:{width}}  {facility:>8}  {told:>14}  {unused:>11}{verdict}"
