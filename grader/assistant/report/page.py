"""Puts the report's page together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from jinja2 import Template

from grader.assistant.report import figures
from grader.assistant.report.analysis import Item, analyse, share, spread
from grader.assistant.report.lessons import Lesson, lessons
from grader.assistant.report.open_work import (
    Doubt,
    costs_of_exercises,
    costs_of_students,
    not_graded,
    waiting,
)
from grader.base.item_statistics import FEWEST
from grader.base.pages import page_template
from grader.gradebook.mistakes import left_empty, mistakes
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.masters.exercise import Exercise

_MISTAKES = 25
_COSTS = 5
_NAMES = 30  # of students whom nobody would find otherwise
_WAITING = 10  # the formgrader lists those who wait


def page(
    assignment: str,
    asked: Sequence[Exercise],
    rows: Sequence[Row],
    records: Mapping[str, Stored],
    doubtful: Sequence[Doubt] = (),
) -> tuple[str, list[Lesson]]:
    """Return the HTML of the report, and what to teach again.

    Parameters
    ----------
    doubtful : what does not hold of the grades, of ``rows`` and of students who are not in it.
    """
    items = sorted(analyse(asked, rows, left_empty(rows, records)), key=_hardest_first)
    found = mistakes(rows, records)
    own = [mistake for mistake in found if not mistake.left_empty]
    shares = [value for row in rows if (value := share(row, asked)) is not None]
    taught = lessons(items, own)
    text = _template().render(
        assignment=assignment,
        students=len(rows),
        asked=asked,
        points=sum(item.points for item in asked),
        doubtful=doubtful,
        isolated=all(row.isolated for row in rows),
        lessons=taught,
        spread=spread(shares),
        shown=len(shares),
        items=items,
        fewest=FEWEST,
        figures=_figures(items, shares),
        mistakes=own[:_MISTAKES],
        other_mistakes=len(own[_MISTAKES:]),
        empty_points=sum(mistake.points for mistake in found if mistake.left_empty),
        not_graded=not_graded(rows, records),
        waiting=waiting(asked, rows),
        named=_WAITING,
        exercise_costs=costs_of_exercises(records)[:_COSTS],
        student_costs=costs_of_students(records)[:_COSTS],
        seconds=sum(cost.seconds for cost in costs_of_students(records)),
    )
    return str(text), taught


def _hardest_first(item: Item) -> tuple[bool, float]:
    """Sort by facility; what nobody's answer is graded for comes last."""
    return item.facility is None, item.facility or 0.0


def _figures(items: Sequence[Item], shares: Sequence[float]) -> dict[str, figures.Figure | None]:
    """Draw what there is something to draw for."""
    graded = [item for item in items if item.facility is not None]
    told = any(item.discrimination is not None for item in graded)
    return {
        "distribution": figures.distribution(shares) if shares else None,
        "levels": figures.levels(graded) if graded else None,
        "discrimination": figures.discrimination(graded) if told else None,
    }


def names(students: Collection[str]) -> str:
    """Return a list of names that stays readable in a large class.

    Examples
    --------
    >>> names(["ada", "bob"])
    'ada, bob'
    """
    listed = list(students)
    more = f" and {len(listed) - _NAMES} more" if len(listed) > _NAMES else ""
    return ", ".join(listed[:_NAMES]) + more


def _template() -> Template:
    return page_template(
        "report.html",
        points=lambda value: f"{value:.4g}",
        percent=lambda value: "–" if value is None else f"{value:.0%}",
        seconds=lambda value: f"{value:.3g} s",
        megabytes=lambda value: f"{value / 1e6:.0f} MB" if value else "–",
        names=names,
    )
