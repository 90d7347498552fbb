"""The exam questions of all weeks, each held against another road in many variants."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from masters import WEEKS, Week
from stress import Oracle, hold

from grader.exam import bank

WITH_QUESTIONS = [week for week in WEEKS if week.questions.is_dir()]


def oracles(week: Week) -> Iterator[Oracle]:
    """Yield the oracles of a week."""
    package = bank.package(week).__name__
    for path in sorted((week.questions / "oracles").glob("[!_]*.py")):
        module: Any = importlib.import_module(f"{package}.oracles.{path.stem}")
        yield from module.ORACLES


ORACLES = [(week, oracle) for week in WITH_QUESTIONS for oracle in oracles(week)]


@pytest.mark.parametrize(
    ("week", "oracle"), ORACLES, ids=[f"{week.folder.name}-{o.__name__}" for week, o in ORACLES]
)
def test_a_question_has_the_answer_of_another_road(week: Week, oracle: Oracle) -> None:
    """300 variants of each level agree with the oracle, can be told apart, read and worked out."""
    hold(bank.find(oracle.__name__, week), oracle)


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_every_question_is_held_against_another_road(week: Week) -> None:
    """No question of a bank is without an oracle, and no oracle without a question."""
    assert {oracle.__name__ for oracle in oracles(week)} == set(bank.load(week))


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_harder_levels_are_worth_at_least_as_much(week: Week) -> None:
    """Points and minutes do not fall from level to level, and the function says what it asks."""
    for entry in bank.load(week).values():
        assert list(entry.points) == sorted(entry.points)
        assert list(entry.minutes) == sorted(entry.minutes)
        assert (entry.function.__doc__ or "").strip()
