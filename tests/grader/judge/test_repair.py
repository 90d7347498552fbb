"""Reading, matching and repairing, without running anything: whatever the file is."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.assignment import Assignment, Master, compile_assignment
from grader.judge.reference import reference
from grader.judge.source import code
from grader.judge.submitted.choice import assign_files
from grader.judge.submitted.matching import plain_name
from grader.judge.submitted.reading import StudentCell, Submitted, read
from grader.judge.submitted.repair import Repaired, repair

ROOT = Path(__file__).parent / "hostile" / "master"
NAME = "01_activations"
RIGHT = "def relu(z):\n    return z * (z > 0)"


@cache
def assignment() -> Assignment:
    """Return the assignment of the hostile tests."""
    return compile_assignment(ROOT)


def master() -> Master:
    """Return its one master."""
    return assignment().masters[0]


@cache
def released() -> str:
    """Return the released notebook with one answer, as JSON."""
    notebook = json.loads((ROOT / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["source"] = code.visible("".join(cell["source"]))
        if cell["id"] == "relu":
            cell["source"] = RIGHT
    return json.dumps(notebook)


def repaired(notebook: dict[str, Any]) -> Repaired:
    """Return a notebook in the shape of the master."""
    return repair(read(f"{NAME}.ipynb", json.dumps(notebook).encode()), master())


def check_shape(result: Repaired) -> None:
    """Every cell of the master is there once, in order, the instructor's as the master has it."""
    cells = [item for item in result.items if item.master is not None]
    assert [item.master for item in cells] == list(master().cells)
    for item in cells:
        assert item.master is not None
        if item.master.role in ("test", "locked"):
            assert item.source == item.master.source
        if item.master.role == "test":
            assert item.parts == []


def test_an_honest_submission_needs_no_repair() -> None:
    """What the student did not touch is not reported."""
    result = repaired(json.loads(released()))
    check_shape(result)
    assert result.repairs == []
    answers = {i.master.exercise: i for i in result.items if i.master and i.master.role == "answer"}
    assert answers["relu"].parts == [RIGHT]
    assert [name for name, item in answers.items() if item.untouched] == [
        "sigmoid",
        "best",
        "noise",
    ]


def test_repair_is_idempotent() -> None:
    """A repaired notebook, handed in, is taken as it is."""
    notebook = json.loads(released())
    notebook["cells"].reverse()
    once = repaired(notebook)
    cells = [
        StudentCell(item.kind, item.source, item.master.key, item.master.grade_id)
        for item in once.items
        if item.master
    ]
    twice = repair(Submitted(f"{NAME}.ipynb", cells), master())
    assert [item.source for item in twice.items] == [item.source for item in once.items]
    assert twice.repairs == []


def test_the_reference_solution_is_a_submission() -> None:
    """The master itself is in the master's shape, with all its answers."""
    result = reference(master())
    check_shape(result)
    roles = ("answer", "manual")
    items = [item for item in result.items if item.master and item.master.role in roles]
    assert not any(item.untouched for item in items)


def test_the_model_answer_as_an_answer_waits_for_a_person() -> None:
    """Whoever writes what the master says has written something; the placeholder is nothing."""
    (place,) = (i for i, c in enumerate(master().cells) if c.role == "manual")
    essay = master().cells[place]
    nothing = ("YOUR ANSWER HERE", "*Write your answer here.*", "Type your answer here!", "")
    beside = ("YOUR ANSWER HERE: it is 0.", "*Write your answer here.* 0")
    for text in (*nothing, *beside, essay.source):
        cells = [StudentCell("markdown", text, essay.key, essay.grade_id)]
        item = repair(Submitted(f"{NAME}.ipynb", cells), master()).items[place]
        assert item.untouched is (text in nothing)


def test_of_several_written_answers_the_last_counts() -> None:
    """A copied cell: what stands further down is the newer; a placeholder there changes nothing."""
    (place,) = (i for i, c in enumerate(master().cells) if c.role == "manual")
    essay = master().cells[place]
    for texts in (["first", "second"], ["first", "second", "*Write your answer here.*"]):
        cells = [StudentCell("markdown", text, essay.key, essay.grade_id) for text in texts]
        found = repair(Submitted(f"{NAME}.ipynb", cells), master())
        assert found.items[place].source == "second"
        assert any("more than once" in str(change) for change in found.repairs)


def test_a_written_answer_below_its_place_waits_for_a_person() -> None:
    """The placeholder was left, and the answer written into a text cell of the student's own."""
    (place,) = (i for i, c in enumerate(master().cells) if c.role == "manual")
    essay = master().cells[place]
    for kind, waits in (("markdown", True), ("code", False)):
        cells = [StudentCell("markdown", "YOUR ANSWER HERE", essay.key, essay.grade_id)]
        cells.append(StudentCell(kind, "reasons = 2"))
        found = repair(Submitted(f"{NAME}.ipynb", cells), master())
        assert found.items[place].untouched is not waits
        assert any("cell below" in str(change) for change in found.repairs) is waits


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=10,
)


@st.composite
def restructured(draw: st.DrawFn) -> dict[str, Any]:
    """Return the released notebook after some of what people and editors do to one."""
    notebook: dict[str, Any] = json.loads(released())
    cells = notebook["cells"]
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(cells) - 1)) if cells else 0
        action = draw(st.sampled_from(["copy", "delete", "move", "retype", "field", "key", "text"]))
        if not cells:
            break
        if action == "copy":
            cells.insert(place, copy.deepcopy(cells[place]))
        elif action == "delete":
            del cells[place]
        elif action == "move":
            cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(place))
        elif not isinstance(cells[place], dict):
            cells[place] = draw(JSON)
        elif action == "retype":
            cells[place]["cell_type"] = draw(st.sampled_from(["code", "markdown", "raw", "x"]))
        elif action == "field":
            names = ["metadata", "source", "id", "outputs", "cell_type", "attachments"]
            cells[place][draw(st.sampled_from(names))] = draw(JSON)
        elif action == "key":
            cells[place].pop(draw(st.sampled_from(["id", "metadata", "source"])), None)
        else:
            cells[place]["source"] = draw(st.text(max_size=200))
    return notebook


@given(restructured())
def test_every_structure_can_be_repaired(notebook: dict[str, Any]) -> None:
    """Whatever was done to the cells, the result has the master's shape and the master's tests."""
    check_shape(repaired(notebook))


@given(JSON)
def test_every_json_is_read(value: Any) -> None:
    """A file of any JSON is a notebook, or has a reason why it is none."""
    submitted = read("x.ipynb", json.dumps(value).encode())
    assert submitted.cells or submitted.reason or value == {"cells": []}


@given(st.data())
def test_every_damaged_file_is_read(data: st.DataObject) -> None:
    """Changed, missing and added bytes never stop the reading, nor the choice of a master."""
    content = bytearray(released().encode())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.sampled_from([0, 1, 2, 30, len(content)]))
        content[start:stop] = data.draw(st.binary(max_size=30))
    chosen, unused = assign_files({f"{NAME}.ipynb": bytes(content)}, assignment().masters)
    assert len(chosen) + len(unused) == 1
    for submitted in chosen.values():
        check_shape(repair(submitted, master()))


@pytest.mark.parametrize("role", ["locked", "test", "demo"])
def test_what_was_added_to_the_instructors_cell_is_kept(role: str) -> None:
    """An import and a constant in a cell that is restored run before what needs them."""
    notebook = json.loads(released())
    keys = [cell.key for cell in master().cells if cell.role == role]
    for cell in notebook["cells"]:
        if cell["id"] == keys[0]:
            cell["source"] += "\nimport math\nimport cmath as np\nLIMIT = 3\nprint(relu(LIMIT))"
    result = repaired(notebook)
    check_shape(result)
    (more,) = [item for item in result.items if item.master is None]
    assert more.parts == ["import math", "LIMIT = 3"]
    after = result.items[result.items.index(more) + 1].master
    assert (after is not None and after.key == keys[0]) == (role == "test")
    assert "what was added to the instructor's cell is kept" in [r.what for r in result.repairs]


def test_names_of_copies() -> None:
    """What browsers, Windows, JupyterLab and people add to a name is taken off."""
    names = [
        "02_backprop (1).ipynb", "Copy of 02_backprop.ipynb", "02_backprop-Copy1.ipynb",
        "02_backprop_final.ipynb", "a/b/02_backprop (2) (1).ipynb", "copy_of_02_backprop.ipynb",
    ]  # fmt: skip
    assert {plain_name(name) for name in names} == {"02_backprop"}


def test_a_magic_line_is_no_syntax_error() -> None:
    """Cells with magics are understood; a modulo at the start of a line is one."""
    source = "%matplotlib inline\nx = !ls\n  \ndef relu(z):\n    %time y = 1\n    return z"
    assert code.defined_names(source) == {"x": "data", "relu": "function"}
    assert code.defined_names("a = ('%s'\n% 3)") == {"a": "data"}


def test_text_without_end_does_not_keep_the_answers_from_being_read() -> None:
    """Of files full of text those are opened whose names are a master's, up to a limit."""
    notebook = json.loads(released())
    files = {f"{NAME}.ipynb": json.dumps(notebook).encode()}
    text = f"_ = ['{'much ' * 19_600}']"
    much = {"cell_type": "code", "metadata": {}, "source": text}
    notebook["cells"] += [much] * 20
    files |= {f"a{n}.ipynb": json.dumps(notebook).encode() for n in range(7)}
    chosen, unused = assign_files(files, assignment().masters)
    assert chosen[NAME].file == f"{NAME}.ipynb"
    reasons = [why for why in unused.values() if why.endswith("8,000,000 characters of cells")]
    assert len(reasons) == 2
