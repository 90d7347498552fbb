"""No key hangs on what rounding hides: a printed number may be an exact or a rounded one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from masters import WEEKS, Week
from steadiness import Solve, draws, shaky, solvers

from grader.exam import bank

DRAWS = 30
ROADS = [(week, *road) for week in WEEKS if week.questions.is_dir() for road in solvers(week)]


@pytest.mark.parametrize(
    ("week", "name", "solve"), ROADS,
    ids=[f"{name}{'' if hasattr(road, '__name__') else ' by its text'}" for _, name, road in ROADS],
)  # fmt: skip
def test_an_answer_does_not_hang_on_a_last_digit(week: Week, name: str, solve: Solve) -> None:
    """Each printed number moves by nearly half its last digit, and the answer stays."""
    found = Counter(
        (level, what) for level, drawn in draws(name, week, DRAWS) for what in shaky(drawn, solve)
    )
    assert found == {}


def test_an_answer_that_hangs_on_one_is_found() -> None:
    """A patience that needs 0.1 and gets exactly 0.1 is an answer of the last digit."""
    road = dict(solvers(WEEKS[0]))["patience_stop"]
    question = bank.find("patience_stop").draw(bank.variant_rng(1, "patience_stop", 2), 2)
    losses = "0.9, 0.5, 0.5, 0.6, 0.7, 0.4, 0.3"
    start, _, rest = question.prompt.partition("and so on are ")
    tied = replace(question, prompt=f"{start}and so on are {losses}. After{rest.split('After')[1]}")
    tied = replace(tied, given={**tied.given, "losses": [float(v) for v in losses.split(", ")]})
    assert shaky(tied, road) == {"text"}
