"""The rubric says what a marking scheme gives, and where it contradicts itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.base import notebooks
from grader.masters.rubric import against, rubric

WEEK = Path(__file__).parents[3] / "solutions" / "week4"
# Read by a person from the three masters: the points of each bullet.
SCHEMES = {
    "why_zero": [1, 0.5, 0.5],
    "twice_counted": [0.5, 0.75, 0.75],
    "which_penalty": [0.5, 0.5, 0.5, 0.5],
}


def _marked(text: str) -> str:
    return f"Why?\n\n### BEGIN SOLUTION\n{text}\n### END SOLUTION"


def test_the_schemes_of_the_week_are_read_as_a_person_reads_them() -> None:
    """Each bullet of the masters is an item with its points, and nothing contradicts itself."""
    found = {}
    for master in WEEK.glob("*.ipynb"):
        for cell in notebooks.read(master).cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name in SCHEMES:
                items = rubric(cell.source)
                found[name] = [item.points for item in items]
                assert against(items, 2.0) == (2.0, "")
    assert found == SCHEMES


@pytest.mark.parametrize(
    ("text", "total", "problem"),
    [
        ("- 1 point. So.\n- 0.5 points. Thus.", 1.5, "adds up to 1.5, not to the 2 points"),
        ("- 2 points. So (0.5), thus (1).", 2, "parts of bullet 1 .* add up to 1.5, not to its 2"),
        ("- 2 points. So.\n- Thus.", 2, "bullet 2 of the marking scheme names no points"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_told(text: str, total: float, problem: str) -> None:
    """The message says which bullet, what it must be and what it is."""
    obtained, said = against(rubric(_marked(text)), 2.0)
    assert obtained == total
    assert re.search(problem, said)


def test_numbers_of_a_formula_are_no_points() -> None:
    """A number in maths stands for neither the points nor a part of them."""
    items = rubric(_marked("- $f(0.5)$ is 1 where $g = (3)$. 2 points\n  on two lines."))
    assert [(item.points, item.parts) for item in items] == [(2.0, ())]
    assert items[0].words.endswith("on two lines.")


def test_a_model_answer_without_points_is_no_rubric() -> None:
    """A list in a solution that names no points, and a cell without a solution, have no items."""
    assert rubric(_marked("- First.\n- Second.")) == []
    assert rubric("- 1 point, says the question.") == []


def test_the_other_marks_of_a_scheme_are_read_too() -> None:
    """A scheme between nbgrader's own marks is read, and nothing of the question with it."""
    text = "- Why?\n=== BEGIN MARK SCHEME ===\n- 2 points. So.\n=== END MARK SCHEME ===\n"
    assert [item.points for item in rubric(text)] == [2.0]
