"""Right answers that the grader keeps: equal to those that are computed, and changed by nobody."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from course_lib.hints import memo, network_cases, shrinking_cases


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers during one test, beginning with none."""
    monkeypatch.setattr(memo, "_keeps", True)
    monkeypatch.setattr(memo, "_answers", {})
    monkeypatch.setattr(memo, "_asked", [])


def test_nothing_is_kept_in_a_notebook() -> None:
    """Without a grader each test computes what it compares with."""
    network_cases.dense_backward(3, 2, 1, seed=0)
    assert memo.asked() == []


@pytest.mark.usefixtures("keeping")
def test_equal_arguments_are_computed_once() -> None:
    """Lists, arrays and keywords make a call; the same call gives the same case."""
    first = shrinking_cases.soft_threshold([0.5, -2.0], 1.0)
    assert shrinking_cases.soft_threshold([0.5, -2.0], 1.0) is first
    others = [
        shrinking_cases.soft_threshold([0.5, 2.0], 1.0),
        shrinking_cases.soft_threshold([0.5, -2.0], 0.3),
        shrinking_cases.soft_threshold(np.array([0.5, -2.0]), 1.0),
    ]
    found = [case.right["soft_threshold"] for case in (first, *others)]
    np.testing.assert_allclose(found, [[0.0, -1.0], [0.0, 1.0], [0.2, -1.7], [0.0, -1.0]])


@pytest.mark.usefixtures("keeping")
def test_a_kept_case_cannot_be_spoilt() -> None:
    """Its arrays are read-only; those of the test and of the answer can still be changed."""
    mine = np.array([1.0, 2.0])
    shrinking_cases.soft_threshold(mine, 0.5)
    mine[0] = 7.0
    case = network_cases.dense_backward(3, 2, 1, seed=0)
    for array in (case.inputs[0], case.right["dW"], *case.mistakes["dW"].values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    arguments = case.arguments
    arguments[0][...] = 0
    assert case.inputs[0].any()


@pytest.mark.usefixtures("keeping")
def test_what_was_asked_can_be_computed_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calls that one process has noted give another one the same answers."""
    kept = shrinking_cases.network_step((2, 3, 1), l1=0.1, l2=0.2, learning_rate=0.5, seed=1)
    calls = memo.asked()
    monkeypatch.setattr(memo, "_answers", {})
    memo.compute(calls)
    again = shrinking_cases.network_step((2, 3, 1), l1=0.1, l2=0.2, learning_rate=0.5, seed=1)
    assert len(memo._answers) == 1
    assert again is not kept
    assert all((again.right[name] == kept.right[name]).all() for name in kept.right)


@pytest.mark.usefixtures("keeping")
def test_there_is_an_end_to_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test with ever new arguments fills no memory."""
    monkeypatch.setattr(memo, "_LIMIT", 2)
    for seed in range(4):
        network_cases.dense_backward(2, 2, 1, seed=seed)
    assert len(memo._answers) == len(memo.asked()) == 2


@pytest.mark.usefixtures("keeping")
def test_what_cannot_be_compared_is_computed() -> None:
    """An argument that is no data makes a call that is never kept."""
    applied = memo.computed_once(lambda function: function(2))
    assert applied(lambda x: x + 1) == 3
    assert applied(lambda x: x - 1) == 1
    assert memo.asked() == []


def test_only_hints_are_computed() -> None:
    """A call to anything else is refused."""
    with pytest.raises(ValueError, match=r"must be a function of course_lib\.hints, got os\.abort"):
        memo.compute([("os", "abort", (), {})])


def test_closed_cases_are_closed_behind_the_memo_too() -> None:
    """In a student's process neither a case, nor what it wraps, nor a stored call computes."""
    program = """
from course_lib import hints
from course_lib.hints import delegation, memo, network_cases
delegation.close_cases()
memo.keep_answers()
case = network_cases.dense_backward
call = (case.__module__, case.__name__, (2, 2, 1), {"seed": 0})
for tried in (
    lambda: case(2, 2, 1, seed=0),
    lambda: case.__wrapped__(2, 2, 1, seed=0),
    lambda: case.__closure__[0].cell_contents(2, 2, 1, seed=0),
    lambda: memo.compute([call]),
):
    try:
        print(tried())
    except hints.DelegationError:
        print("refused")
print(len(memo._answers))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused"] * 4 + ["0"]
