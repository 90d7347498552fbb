"""A marking scheme as items that people press: those that a reader of the masters would list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.base import notebooks
from grader.masters.scheme import (
    Group,
    Item,
    Scheme,
    allowed,
    from_plain,
    matched,
    points,
    problems,
    scheme_of,
)

WEEK = Path(__file__).parents[3] / "solutions" / "week4"
# Read by a person from the three masters: each item's points, in brackets what is given instead.
ITEMS = {
    "why_zero": "0.25 0.5 0.25 (0.5) | 0.5 | 0.5 (0)",
    "twice_counted": "0.5 (0.25) | 0.5 0.25 | 0.25 0.25 0.25",
    "which_penalty": "0.5 (0.25) | 0.5 (0.25) | 0.5 (0.25) | 0.5 (0)",
}
WORTH = "### BEGIN SOLUTION\n{}\n### END SOLUTION"


def _listed(scheme: Scheme) -> str:
    groups = [scheme.of_group(number) for number in range(len(scheme.groups))]
    return " | ".join(
        " ".join(f"({item.points:g})" if item.instead else f"{item.points:g}" for item in group)
        for group in groups
    )


def test_the_schemes_of_the_week_are_items_as_a_person_lists_them() -> None:
    """Bullets, their parts and what is given instead; all of it within the reach of nine keys."""
    found = {}
    for master in WEEK.glob("*.ipynb"):
        for cell in notebooks.read(master).cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name in ITEMS:
                found[name] = _listed(scheme_of(cell.source, 2))
                assert problems(cell.source, 2) == []
                assert points(scheme_of(cell.source, 2), scheme_of(cell.source, 2).full) == (2, 0)
    assert found == ITEMS


@pytest.mark.parametrize(
    ("bullets", "listed"),
    [
        ("- 1 point. The mean is 0.5.", "1"),  # a statement about a number gives nothing
        ("- 1 point. It equals $0.5$ at most 0.5.", "1 (0.5)"),
        ("- 1 point. So. `x = 0.25` 0.5", "1 (0.5)"),
        ("- (a) 1 point. $f(0.5)$ (0.5), `g(1)` (0.5).", "0.5 0.5"),
        ("- 1 point.\n  - 1: all\n  - -0.25: no units\n  - instead 0.5: half", "1 -0.25 (0.5)"),
    ],
)
def test_numbers_are_points_only_where_they_are_given(bullets: str, listed: str) -> None:
    """In code, in formulas and behind "is" a number says something else."""
    assert _listed(scheme_of(WORTH.format(bullets), 1)) == listed


@pytest.mark.parametrize(
    ("bullets", "problem"),
    [
        ("- 1 point.\n  - 0.5: one\n  - 0.25: two", "parts of bullet 1 .* add up to 0.75, not"),
        ("- 1 point.\n  - 1: one\n  - instead 2: two", "item 2 .* gives 2 points, more than the 1"),
        ("- 1 point.\n" + "\n".join(f"  - 0.1: {n}" for n in range(10)), "has 10 items"),
    ],
)
def test_items_that_nobody_can_give_are_told(bullets: str, problem: str) -> None:
    """Parts that do not add up, more than the bullet, more than there are keys."""
    (said,) = problems(WORTH.format(bullets), 1)
    assert re.search(problem, said)


def test_what_excludes_the_rest_of_its_bullet_counts_alone() -> None:
    """Within a bullet; a deduction is never below nothing; an adjustment above all is extra."""
    items = (Item("1", 0, "a", 1.0), Item("2", 0, "b", 0.5, True), Item("3", 1, "c", 1.0),
             Item("4", 1, "d", -0.25))  # fmt: skip
    scheme = Scheme(2.0, items, (Group(), Group()))
    assert allowed(scheme, ["1", "2", "3"]) == ("2", "3")
    assert points(scheme, ["1", "2", "3"]) == (1.5, 0)
    assert points(scheme, ["4"]) == (0, 0)
    assert points(scheme, ["1", "3", "4"], 0.5) == (2, 0.25)
    assert from_plain(scheme.plain()) == scheme


def test_an_item_keeps_its_name_in_a_scheme_that_is_read_anew() -> None:
    """By its words wherever it stands, by its place if its words changed; a new one has a new."""
    old = scheme_of(WORTH.format("- 1 point. So.\n- 1 point. Thus."), 2)
    new = scheme_of(WORTH.format("- 1 point. New.\n- 1 point. So.\n- 1 point. Thus."), 3)
    assert [item.id for item in matched(new, old).items] == ["3", "1", "2"]
    worded = scheme_of(WORTH.format("- 1 point. So it is.\n- 1 point. Thus."), 2)
    assert [item.id for item in matched(worded, old).items] == ["1", "2"]
