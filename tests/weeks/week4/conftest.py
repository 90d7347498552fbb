"""The masters of week 4, and its exercises for the tests that import them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from masters import ROOT, Master, use_exercises

WEEK = ROOT / "solutions" / "week4"
use_exercises(WEEK)


@pytest.fixture(scope="session")
def master() -> Callable[[str], Master]:
    """Return the function that opens a master notebook by name."""
    return lambda name: Master(WEEK / f"{name}.ipynb")
