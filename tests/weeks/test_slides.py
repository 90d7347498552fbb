"""The table of the lecture's statements: what its rows name exists, no exercise is without one."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from masters import WEEKS, Master, Week


def items(week: Week) -> list[dict[str, Any]]:
    """Return the rows of a week's table."""
    path = week.folder / "slides.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return list(found.get("item", []))


ROWS = [(week, item) for week in WEEKS for item in items(week)]


@cache
def cells(master: Path) -> list[Any]:
    """Return the cells of a master."""
    return list(Master(master).cells)


@cache
def graded(master: Path) -> dict[str, float]:
    """Return the points of all graded cells of a master by grade_id."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells(master)]
    return {mark["grade_id"]: mark["points"] for mark in marks if mark.get("grade")}


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_no_statement_stands_twice(week: Week) -> None:
    """Two rows with one statement would hide that another is missing."""
    twice = Counter((item["slide"], item["says"]) for item in items(week))
    assert [pair for pair, n in twice.items() if n > 1] == []


@pytest.mark.parametrize(
    ("week", "item"), ROWS, ids=[f"{item['slide']}: {item['says']}"[:70] for _, item in ROWS]
)
def test_what_an_item_names_exists(week: Week, item: dict[str, Any]) -> None:
    """A text teaches it; a demonstration or a picture shows it; an exercise is graded."""
    assert item.keys() <= {"slide", "says", "questions", "notebook", "cell", "figure", "exercise",
                           "taught"}  # fmt: skip
    own = {cell.id: cell for cell in cells(week.folder / f"{item['notebook']}.ipynb")}
    assert own[item["cell"]].cell_type == "markdown"
    assert len(item["taught"].split()) >= 4
    everywhere = {cell.id: cell for path in week.masters for cell in cells(path)}
    if "questions" in item:  # a notice has none, and nothing to show
        assert "demo" in everywhere[item["figure"]].metadata["tags"]
    if "exercise" in item:
        assert any(f"{item['exercise']}_test" in graded(path) for path in week.masters)


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_every_exercise_serves_a_statement(week: Week) -> None:
    """An autograded exercise is named in the table, or else its test is tagged as beyond it."""
    tests = [cell for path in week.masters for cell in cells(path) if cell.id.endswith("_test")]
    beyond = [cell.id for cell in tests if "beyond_the_slides" in cell.metadata.get("tags", [])]
    served = {f"{item.get('exercise')}_test" for item in items(week)}
    assert {cell.id for cell in tests} - served == {*beyond}


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_no_grade_id_is_used_twice_in_a_week(week: Week) -> None:
    """Exercises of two notebooks with one name would share one stored answer."""
    names = Counter(name for path in week.masters for name in graded(path))
    assert [name for name, n in names.items() if n > 1] == []
