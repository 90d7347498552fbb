"""The table of the lecture's statements: what its rows name exists, no exercise is without one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from masters import WEEKS, Master, Week

HERE = Path(__file__).parent


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
def sections(master: Path) -> dict[str, str]:
    """Return the text and code under each heading, sub-headings included."""
    found: dict[str, list[str]] = {}
    is_open: list[str] = []
    for cell in cells(master):
        for line in cell.source.splitlines():
            mark = re.match(r"(#{1,3}) (?!(BEGIN|END) )", line)
            if cell.cell_type == "markdown" and mark:
                level = len(mark[1])
                is_open = [h for h in is_open if len(h.split(" ")[0]) < level] + [line]
                found[line] = []
            for heading in is_open:
                found[heading].append(line)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


@cache
def graded(master: Path) -> dict[str, float]:
    """Return the points of all graded cells of a master by grade_id."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells(master)]
    return {mark["grade_id"]: mark["points"] for mark in marks if mark.get("grade")}


@cache
def file_testing(master: Path) -> str:
    """Return the tests of this master: those of its week, and those for all masters."""
    texts = [path.read_text(encoding="utf-8") for path in HERE.glob(f"{master.parent.name}/*.py")]
    own = [text for text in texts if f'master("{master.stem}")' in text]
    return "\n".join([*own, (HERE / "test_masters.py").read_text(encoding="utf-8")])


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_no_statement_stands_twice(week: Week) -> None:
    """Two rows with one statement would hide that another is missing."""
    twice = Counter((item["slide"], item["says"]) for item in items(week))
    assert [pair for pair, n in twice.items() if n > 1] == []


@pytest.mark.parametrize(
    ("week", "item"), ROWS, ids=[f"{item['slide']}: {item['says']}"[:70] for _, item in ROWS]
)
def test_what_an_item_names_exists(week: Week, item: dict[str, Any]) -> None:
    """The heading is there, its section says the words, and exercise and test exist."""
    master = week.folder / f"{item['notebook']}.ipynb"
    section = sections(master).get(item["section"])
    assert section is not None, f"no heading {item['section']!r}"
    assert item["words"] in section
    if "exercise" in item:
        assert f"{item['exercise']}_test" in graded(master)
    assert re.search(rf"^def {item['test']}\(", file_testing(master), re.M)


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
