"""Right answers that the grader keeps: equal to those that are computed, and changed by nobody."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, memo


def _shifted(values: Any, by: float) -> Case:
    """Stand for the case of an exercise."""
    moved = np.asarray(values, dtype=float) + by
    return Case("shifted", (values, by), {"shifted": moved}, {"shifted": {"lost": moved - by}})


@pytest.fixture
def shifted(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the function of an exercise, whose file can be imported by its name."""
    module = ModuleType("exercises.shifted")
    monkeypatch.setattr(_shifted, "__module__", module.__name__)
    monkeypatch.setattr(_shifted, "__qualname__", "shifted")
    module.shifted = memo.computed_once(_shifted)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "exercises.shifted", module)
    return module.shifted


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers during one test, beginning with none."""
    monkeypatch.setattr(memo, "_keeps", True)
    monkeypatch.setattr(memo, "_answers", {})
    monkeypatch.setattr(memo, "_asked", [])


def test_nothing_is_kept_in_a_notebook(shifted: Any) -> None:
    """Without a grader each test computes what it compares with."""
    shifted([1.0], 2.0)
    assert memo.asked() == []


@pytest.mark.usefixtures("keeping")
def test_equal_arguments_are_computed_once(shifted: Any) -> None:
    """Lists, arrays and keywords make a call; the same call gives the same case."""
    first = shifted([0.5, -2.0], 1.0)
    assert shifted([0.5, -2.0], 1.0) is first
    others = [shifted([0.5, 2.0], 1.0), shifted([0.5, -2.0], 0.25),
              shifted(np.array([0.5, -2.0]), 1.0)]  # fmt: skip
    found = [case.right["shifted"] for case in (first, *others)]
    np.testing.assert_array_equal(found, [[1.5, -1.0], [1.5, 3.0], [0.75, -1.75], [1.5, -1.0]])


@pytest.mark.usefixtures("keeping")
def test_a_kept_case_cannot_be_spoilt(shifted: Any) -> None:
    """Its arrays are read-only; those of the test and of the answer can still be changed."""
    mine = np.array([1.0, 2.0])
    case = shifted(mine, 0.5)
    mine[0] = 7.0
    for array in (case.inputs[0], case.right["shifted"], *case.mistakes["shifted"].values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    arguments = case.arguments
    arguments[0][...] = 0
    assert case.inputs[0].any()


@pytest.mark.usefixtures("keeping")
def test_what_was_asked_can_be_computed_elsewhere(
    shifted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calls that one process has noted give another one the same answers."""
    kept = shifted([1.0, 2.0], by=3.0)
    calls = memo.asked()
    monkeypatch.setattr(memo, "_answers", {})
    memo.compute(calls)
    again = shifted([1.0, 2.0], by=3.0)
    assert len(memo._answers) == 1
    assert again is not kept
    assert (again.right["shifted"] == kept.right["shifted"]).all()


@pytest.mark.usefixtures("keeping")
def test_there_is_an_end_to_what_is_kept(shifted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test with ever new arguments fills no memory."""
    monkeypatch.setattr(memo, "_LIMIT", 2)
    for by in range(4):
        shifted([1.0], by)
    assert len(memo._answers) == len(memo.asked()) == 2


@pytest.mark.usefixtures("keeping")
def test_what_cannot_be_compared_is_computed() -> None:
    """An argument that is no data makes a call that is never kept."""
    applied = memo.computed_once(lambda function: function(2))
    assert applied(lambda x: x + 1) == 3
    assert applied(lambda x: x - 1) == 1
    assert memo.asked() == []


def test_only_exercises_are_computed() -> None:
    """A call to anything else is refused."""
    with pytest.raises(ValueError, match=r"must be a function of an exercise, got os\.abort"):
        memo.compute([("os", "abort", (), {})])
