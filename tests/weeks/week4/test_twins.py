"""The last cell of each notebook: the student's own code and PyTorch give the same numbers."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from masters import ROOT, Master

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

from store_twins import CELL, STORED, WEEK, twins

NOTEBOOKS = sorted(WEEK.glob("*.ipynb"))
CLOSE = 1e-6


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def master(request: pytest.FixtureRequest) -> Master:
    """Each master in turn."""
    return Master(request.param)


def test_the_solution_gives_the_stored_numbers(
    master: Master, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PyTorch is not installed a student sees the numbers it gave, and they are the same."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == "torch" else find(name, *rest),
    )
    shown = twins(master)
    assert "PyTorch is not installed" in repr(shown)
    assert shown.yours
    assert {name: gap for name, gap in shown.differences.items() if gap > CLOSE} == {}
    assert set(shown.theirs) >= set(shown.yours)


def test_pytorch_gives_the_same_numbers_now(
    master: Master, capsys: pytest.CaptureFixture[str]
) -> None:
    """The twin runs, agrees with the solution, and with what is stored."""
    reason = "PyTorch is no part of the tests' environment (gigabytes): install torch to run it"
    pytest.importorskip("torch", reason=reason)
    shown = twins(master)
    assert "computed here" in repr(shown)
    assert max(shown.differences.values()) < CLOSE
    stored = json.loads(STORED.read_text(encoding="utf-8"))[master.name]
    for name, value in shown.theirs.items():
        if name not in {"kept", "output", "gradient"} or master.name != "05_dropout":  # random
            np.testing.assert_allclose(value, stored[name], atol=CLOSE)
    with capsys.disabled():
        print(f"\n{master.name}: largest difference {max(shown.differences.values()):.1e}")


def test_the_twin_is_short_and_folded(master: Master) -> None:
    """Ten to twenty lines in PyTorch, hidden until somebody wants them, and a table for Keras."""
    cell = next(cell for cell in master.code if cell.id == CELL)
    assert cell.metadata["jupyter"]["source_hidden"]
    assert "demo" in cell.metadata["tags"]
    tree = ast.parse(cell.source)
    (inside,) = [node for node in tree.body if getattr(node, "name", "") == "in_torch"]
    assert isinstance(inside, ast.FunctionDef)
    assert 8 <= (inside.end_lineno or 0) - inside.lineno + 1 <= 20
    text = next(cell.source for cell in master.cells if cell.id == "twin_text")
    assert "| here | PyTorch | Keras |" in text


def test_an_answer_that_is_not_there_yet_is_waited_for(master: Master) -> None:
    """In the released notebook, before anything is done, the cell says so and fails nowhere."""
    released = Master(ROOT / "notebooks" / "week4" / master.path.name)
    assert twins(released) == "This cell waits for your functions."


def test_the_release_holds_the_stored_numbers() -> None:
    """They are given to students, under the same name."""
    released = ROOT / "notebooks" / "week4" / STORED.name
    assert released.read_bytes() == STORED.read_bytes()
