"""Of two versions (kind I): an answer beats a stub, wherever the stub stands.

Modelled on public reports: a stub that is defined again below the answer (jsboige/CoursIA 15068),
cells that were copied or split with their names (jupyter/nbgrader 1083, 108), both lines of a merge
kept (jupyter/nbdime 32).
"""

from __future__ import annotations

import json
from typing import Any

import pytest

FORWARD = "def forward(x):\n    return x * (x > 0)"
BACKWARD = "def backward(x):\n    return 1.0 * (x > 0)"
STUBS = {
    "dots": "def {}(x):\n    ...  # YOUR CODE HERE",
    "own docstring": 'def {}(x):\n    """Not done."""\n    pass',
    "None": "def {}(x):\n    return None",
    "error": "def {}(x):\n    raise NotImplementedError('later')",
}


def halves(nb: Any, stub: str, *, below: bool, kind: str = "code") -> str:
    """One function in its cell, with a stub of the other, which stands in a cell of its own."""
    nb.write(pair=f"{FORWARD}\n\n\n{STUBS[stub].format('backward')}")
    nb.own("pair_test" if below else "pair", BACKWARD, kind=kind, below=below)
    return str(nb.text())


def at_the_end(nb: Any) -> str:
    """The other half stands in the last cell of the notebook."""
    nb.write(pair=f"{FORWARD}\n\n\n{STUBS['dots'].format('backward')}")
    nb.own("summary_text", BACKWARD, below=True)
    return str(nb.text())


def stub_again_below(nb: Any) -> str:
    """A cell of the student's own below the answer has the stub once more, and a call."""
    nb.own("pair_test", f"{STUBS['dots'].format('forward')}\nprint(forward(1))")
    return str(nb.text())


def stub_above_with_a_call(nb: Any) -> str:
    """The answer stands above, and into the cell of the stub a call was written."""
    source = nb["pair"]["source"]
    nb.own("pair", source)
    stubs = "\n\n".join(STUBS["dots"].format(name) for name in ("forward", "backward"))
    nb.write(pair=f"{stubs}\nprint(forward(np.array([1.0])))")
    return str(nb.text())


def both_in_one(nb: Any, first: str, second: str) -> str:
    """Both versions of a function were kept in one cell."""
    versions = {"stub": STUBS["dots"].format("forward"), "answer": FORWARD}
    nb.write(pair=f"{versions[first]}\n\n\n{versions[second]}\n\n\n{BACKWARD}")
    return str(nb.text())


def stub_copied_below(nb: Any) -> str:
    """A copy of the answer's cell, with its name, was emptied and stands below."""
    nb.own("pair_test", STUBS["dots"].format("forward"))
    nb.cells[nb.place("pair_test") - 1]["metadata"] = nb["pair"]["metadata"]
    return str(nb.text())


def data_above(nb: Any) -> str:
    """A table that is no function stands above its stub."""
    nb.own("table", nb["table"]["source"])
    nb.write(table="...  # YOUR CODE HERE")
    return str(nb.text())


def conflict(nb: Any, *, mine_first: bool) -> str:
    """Each side of a conflict has one of the two functions and the stub of the other."""
    one = f"{FORWARD}\n\n\n{STUBS['dots'].format('backward')}"
    two = f"{STUBS['dots'].format('forward')}\n\n\n{BACKWARD}"
    sides = []
    for source in (one, two) if mine_first else (two, one):
        nb.write(pair=source)
        sides.append(nb.text().splitlines(keepends=True))
    start = next(i for i, (a, b) in enumerate(zip(*sides, strict=False)) if a != b)
    back = next(i for i, (a, b) in enumerate(zip(*map(reversed, sides), strict=False)) if a != b)
    ours, theirs = ("".join(side[start : len(side) - back]) for side in sides)
    head, tail = "".join(sides[0][:start]), "".join(sides[0][len(sides[0]) - back :])
    return f"{head}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> b\n{tail}"


def two_sources(nb: Any) -> str:
    """An editor kept both sides of a conflict: the cell has two sources, the last is the stub."""
    text = nb.text()
    stub = json.dumps(STUBS["dots"].format("forward"))
    mine = text.index('"source"', text.index('"id": "pair",'))
    end = text.index("]", text.index("1.0 * (x > 0)")) + 1
    return f'{text[:end]},\n   "source": [{stub}]{text[end:]}' if mine < end else ""


VERSIONS = {
    **{f"half above, {stub}": (lambda nb, stub=stub: halves(nb, stub, below=False), "2 1 0 0")
       for stub in STUBS},
    "half below the test": (lambda nb: halves(nb, "dots", below=True), "2 1 0 0"),
    "half above as Markdown": (
        lambda nb: halves(nb, "dots", below=False, kind="markdown"), "2 1 0 0",
    ),
    "half at the end": (at_the_end, "2 1 0 0"),
    "the stub again below": (stub_again_below, "2 1 0 0"),
    "the stub with a call": (stub_above_with_a_call, "2 1 0 0"),
    "stub and answer in one cell": (lambda nb: both_in_one(nb, "stub", "answer"), "2 1 0 0"),
    "answer and stub in one cell": (lambda nb: both_in_one(nb, "answer", "stub"), "2 1 0 0"),
    "a copy of the cell, emptied": (stub_copied_below, "2 1 0 0"),
    "data above its stub": (data_above, "2 1 0 0"),
    "each side has a half": (lambda nb: conflict(nb, mine_first=True), "2 1 0 0"),
    "each side has the other half": (lambda nb: conflict(nb, mine_first=False), "2 1 0 0"),
    "two sources in one cell": (two_sources, "2 1 0 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", VERSIONS)
def test_an_answer_beats_a_stub(name: str, right: Any, outcome: Any) -> None:
    """Right answers get their points, function by function."""
    build, expected = VERSIONS[name]
    assert outcome(build(right)) == expected


def test_a_stub_alone_gets_nothing(right: Any, outcome: Any) -> None:
    """What is defined nowhere gets no points, and what is wrong in another cell is wrong."""
    right.write(pair=f"{FORWARD}\n\n\n{STUBS['dots'].format('backward')}")
    assert outcome(right.text()) == "0 1 0 0"  # the test stops at it
    right.own("pair", "def backward(x):\n    return 1.0 + 0 * x")
    assert outcome(right.text()) == "1 1 0 0"


def test_what_was_left_out_is_said(right: Any, grade: Any) -> None:
    """The assistant sees that a stub was left out, and of which exercise."""
    repairs = grade(halves(right, "dots", below=False)).repairs
    assert [(r.what, r.where) for r in repairs if "stub" in r.what] == [
        ("a stub was left out: its answer stands elsewhere", "pair")
    ]
