"""Two copies of a notebook in one submission: nothing that only one of them has is lost."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from grader.judge.assignment import compile_assignment
from grader.judge.source import code
from grader.judge.submitted.choice import assign_files, canonical
from grader.judge.submitted.repair import Repaired, repair

ROOT = Path(__file__).parent / "hostile" / "master"
NAME = "01_activations.ipynb"
ANSWERS = {
    "relu": "def relu(z):\n    return np.maximum(z, 0)",
    "sigmoid": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(z / 2))",
    "best": "best = 3",
    "noise": "def noise(n, rng):\n    return rng.normal(size=n)",
    "essay": "Because nothing flows back.",
}


def notebook(**answers: str) -> dict[str, Any]:
    """Return the released notebook with these answers."""
    made = json.loads((ROOT / NAME).read_text())
    for cell in made["cells"]:
        cell["source"] = answers.get(cell["id"], code.visible("".join(cell["source"])))
    return dict(made)


def handed_in(**files: dict[str, Any]) -> Repaired:
    """Return what is graded of a submission of such files."""
    masters = compile_assignment(ROOT).masters
    content = {f"{name}.ipynb": json.dumps(made).encode() for name, made in files.items()}
    chosen, _ = assign_files(content, masters)
    return repair(chosen[masters[0].name], masters[0])


def answers(result: Repaired) -> dict[str, str]:
    """Return the answers that are there, by exercise."""
    items = [item for item in result.items if item.master and not item.untouched]
    return {
        item.master.exercise: item.source
        for item in items
        if item.master and item.master.role in ("answer", "manual")
    }


def some(*names: str) -> dict[str, str]:
    """Return a part of the answers."""
    return {name: ANSWERS[name] for name in names}


@pytest.mark.parametrize("first", [("relu",), ("relu", "best", "essay"), ("sigmoid", "noise")])
def test_two_parts_are_put_together(first: tuple[str, ...]) -> None:
    """Whichever file has more, the other one fills what is empty in it, and this is said."""
    rest = tuple(name for name in ANSWERS if name not in first)
    result = handed_in(a=notebook(**some(*first)), b=notebook(**some(*rest)))
    assert answers(result) == ANSWERS
    told = " ".join(repair.what for repair in result.repairs)
    smaller = first if len(first) < len(rest) else rest
    assert all(f"the answer to {name} was taken from" in told for name in smaller)


def test_an_answer_is_not_replaced() -> None:
    """Where both have another answer, no file counts before the other, whichever has more."""
    wrong = ANSWERS | {"relu": "def relu(z):\n    return z"}
    files = {"a": notebook(**wrong), "b": notebook(**some("relu", "best"))}
    content = {f"{name}.ipynb": json.dumps(made).encode() for name, made in files.items()}
    (master,) = compile_assignment(ROOT).masters
    chosen, unused = assign_files(content, [master])
    assert chosen[master.name].rivals == ["a.ipynb", "b.ipynb"]
    assert "a.ipynb and b.ipynb have different answers" in chosen[master.name].reason
    assert unused == {}


@pytest.mark.parametrize("broken", [b"{", b"", b"not json"])
@pytest.mark.parametrize("name", [NAME, "x.ipynb"])
def test_an_empty_file_does_not_stand_for_one_that_cannot_be_read(broken: bytes, name: str) -> None:
    """A damaged file may have what the untouched one has not; one with answers counts."""
    (master,) = compile_assignment(ROOT).masters
    empty = {"01_activations (1).ipynb": json.dumps(notebook()).encode()}
    full = {"full.ipynb": json.dumps(notebook(**some("relu"))).encode()}
    chosen, _ = assign_files({NAME: broken, **empty}, [master])
    assert (chosen[master.name].file, bool(chosen[master.name].reason)) == (NAME, True)
    chosen, unused = assign_files({name: broken, **full}, [master])
    assert (chosen[master.name].file, chosen[master.name].reason) == ("full.ipynb", "")
    assert name in unused
    chosen, _ = assign_files({"whatever.ipynb": broken}, [master])
    assert bool(chosen[master.name].reason)


@pytest.mark.parametrize("source", [
    "x = 0x" + "f" * 5000, "y = " + "-" * 400 + "1", "z = " + "(" * 400 + ")" * 400, "b\0c",
])  # fmt: skip
def test_no_source_stops_the_comparison(source: str) -> None:
    """What Python itself stumbles over is compared as text: equal with itself, not with another."""
    assert canonical(source) == canonical(source)
    assert canonical(source) != canonical(f"{source} + 1")


def test_helpers_come_along() -> None:
    """A function that the other copy defines in a cell of its own is there before it is used."""
    other = notebook(relu="def relu(z):\n    return larger(z)")
    helper = copy.deepcopy(other["cells"][1]) | {"id": "own", "metadata": {}}
    helpers = ["def larger(z):\n    return np.maximum(z, 0)", "unrelated = 1"]
    other["cells"][2:2] = [helper | {"id": f"own{i}", "source": s} for i, s in enumerate(helpers)]
    result = handed_in(a=notebook(**some("sigmoid", "best")), b=other)
    own = [item.source for item in result.items if item.master is None]
    assert own == helpers[:1]
    assert answers(result) == {
        **some("sigmoid", "best"),
        "relu": "def relu(z):\n    return larger(z)",
    }


def test_a_missing_cell_is_filled_too() -> None:
    """The cell of the answer was deleted in the file that has more."""
    more = notebook(**some("sigmoid", "best", "noise"))
    more["cells"] = [cell for cell in more["cells"] if cell["id"] != "relu"]
    result = handed_in(a=more, b=notebook(**some("relu")))
    assert answers(result) == some("relu", "sigmoid", "best", "noise")
