"""Questions whose numbers meet a limit exactly: the printed decimals decide."""

from __future__ import annotations

import importlib
from decimal import Decimal

import pytest
from masters import ROOT, Week

from grader.exam import bank

WEEK = Week(ROOT / "solutions" / "week4")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_an_improvement_of_exactly_the_minimum_is_none(level: int) -> None:
    """1,500 keys of the patience question are those of the printed decimals, ties included."""
    entry, ties = bank.find("patience_stop", WEEK), 0
    package = bank.package(WEEK).__name__
    oracle = importlib.import_module(f"{package}.oracles.stopping").patience_stop
    for copy in range(1500):
        question = entry.draw(bank.variant_rng(13, entry.id, level, copy), level)
        assert question.answer.value == oracle(question), question.prompt
        best, delta = Decimal("Infinity"), Decimal(str(question.given["delta"]))
        for loss in map(Decimal, map(str, question.given["losses"])):
            ties += bool(delta) and best - loss == delta
            best = min(best, loss)
    assert ties > 100 or level < 3
