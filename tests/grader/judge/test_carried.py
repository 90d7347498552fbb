"""Errors carried forward: what only an earlier mistake has spoilt costs nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import ExerciseResult
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running.carried import Lender
from tests.grader.judge.test_run import about

HALF = "def half(x, rng=None):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"
QUARTER = "def quarter(x):\n    ### BEGIN SOLUTION\n    return half(half(x))\n    ### END SOLUTION"
TEST = """\
report = hints.Report("{name}", points=2, {more})
with report.part("one", points=1):
    hints.require({name}(np.array([8.0]))[0] == {right}, "it is wrong.")
### BEGIN HIDDEN TESTS
with report.part("two", points=1):
    hints.require({name}(np.array([4.0]))[0] == {right} / 2, "it is wrong there.")
### END HIDDEN TESTS
report.score()"""
CALLS = 'calls=["half"]'


def master(more: str = CALLS, half: str = HALF, **limits: float) -> dict[str, Any]:
    """Return a master with a function that is called by the next exercise."""
    cells: list[dict[str, Any]] = [
        {
            "id": "setup",
            "source": "import numpy as np\nfrom course_lib import hints",
            "metadata": {},
        }
    ]
    for name, answer, right, said in (("half", half, 4.0, ""), ("quarter", QUARTER, 2.0, more)):
        test = TEST.format(name=name, right=right, more=said)
        cells.append({"id": name, "source": answer, "metadata": about(name, solution=True)})
        of_test = about(f"{name}_test", points=2)
        cells.append({"id": f"{name}-test", "source": test, "metadata": of_test})
    for cell in cells:
        cell |= {"cell_type": "code", "outputs": [], "execution_count": None}
    metadata = {"course": {"limits": limits}} if limits else {}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def graded(folder: Path, made: dict[str, Any], **answers: str) -> dict[str, ExerciseResult]:
    """Hand in the master with these answers; return the results by exercise."""
    (folder / "a.ipynb").write_text(json.dumps(made))
    handed_in = json.loads(json.dumps(made))
    for cell in handed_in["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    files = {"a.ipynb": json.dumps(handed_in).encode()}
    (notebook,) = grade_submission(compile_assignment(folder), files).notebooks
    return {item.exercise: item for item in notebook.exercises}


EARLIER = {
    "another value": "def half(x):\n    return x / 3",
    "its argument changed": "def half(x):\n    x /= 2\n    return x * 1.5",
    "not written": "def half(x):\n    ...",
    "it stops": "def half(x):\n    return x.no_such",
    "not a function": "half = 3",
    "there is none": "",
}


@pytest.mark.parametrize("mistake", EARLIER)
def test_an_earlier_mistake_costs_its_own_points_only(mistake: str, tmp_path: Path) -> None:
    """The reference stands in its place, and the student is told so."""
    found = graded(tmp_path, master(), half=EARLIER[mistake])
    assert found["half"].points == 0
    assert not found["half"].note
    assert found["quarter"].verdict == "passed"
    assert not found["quarter"].lost
    note = "Graded with the course's half, because yours has a mistake of its own."
    assert found["quarter"].note == note


def test_a_mistake_of_its_own_stays(tmp_path: Path) -> None:
    """What is wrong with the reference too is told, and is not blamed on the earlier exercise."""
    answers = {"half": EARLIER["another value"], "quarter": "def quarter(x):\n    return half(x)"}
    found = graded(tmp_path, master(), **answers)["quarter"]
    assert (found.points, found.note) == (0, "")
    assert next((item.reason, item.hint) for item in found.lost) == ("it is wrong.", "")


def test_what_was_right_with_the_own_function_stays_right(tmp_path: Path) -> None:
    """An answer that makes up for the earlier mistake loses nothing by the reference."""
    quarter = "def quarter(x):\n    return half(x) / 4 if x[0] < 5 else x"
    found = graded(tmp_path, master(), half="def half(x):\n    return x", quarter=quarter)
    assert (found["quarter"].points, found["quarter"].note) == (1, "")


def test_nothing_is_lent_where_the_call_is_what_is_tested(tmp_path: Path) -> None:
    """``carry=False`` leaves the loss, with the sentence on the earlier exercise."""
    found = graded(tmp_path, master(f"{CALLS}, carry=False"), half=EARLIER["another value"])
    assert found["quarter"].points == 0
    assert "Mend it first" in found["quarter"].lost[0].hint


def test_nothing_is_lent_where_nothing_earlier_lost_points(tmp_path: Path) -> None:
    """A wrong answer beside a right earlier one is judged once."""
    found = graded(tmp_path, master(), quarter="def quarter(x):\n    return half(x)")
    assert (found["half"].points, found["quarter"].points, found["quarter"].note) == (2, 0, "")


def test_a_generator_that_is_passed_on_moves(tmp_path: Path) -> None:
    """The reference draws from the student's generator, which goes on behind its numbers."""
    draws = "    return x / 2 if rng is None else rng.random(2)"
    half = HALF.replace("    return x / 2", draws)
    quarter = (
        "def quarter(x):\n    rng, same = np.random.default_rng(1), np.random.default_rng(1)\n"
        "    a, b = half(x, rng), half(x, rng=rng)\n"
        "    ok = np.array_equal([*a, *b, rng.random()], same.random(5))\n"
        "    return x / 4 if ok else x"
    )
    found = graded(tmp_path, master(half=half), half="def half(x, rng):\n    ...", quarter=quarter)
    assert found["quarter"].verdict == "passed", found


ASKS = {
    "for ever": "    while True:\n        half(x)",
    "what no data is": "    return half(open)",
    "what the reference refuses": "    return half('a')",
    "with a state that is none": "    return half.__self__",
    "for another name": "    half.__name__ = 'eval'\n    return half('1')",
    "with far too much": "    return half(np.ones(10**9))",
}


@pytest.mark.parametrize("what", ASKS)
def test_the_reference_cannot_be_misused(what: str, tmp_path: Path) -> None:
    """Whatever is asked of it, the answer has what it had before, and nobody else loses."""
    answers = {"half": "def half(x):\n    return x", "quarter": f"def quarter(x):\n{ASKS[what]}"}
    found = graded(tmp_path, master(part_seconds=1.0, idle_seconds=2.0), **answers)
    assert [(e.points, e.verdict, e.note) for e in found.values()] == [(0, "failed", "")] * 2


def test_a_hidden_input_of_the_first_time_is_not_told_the_second(tmp_path: Path) -> None:
    """The answer is judged again by a process that has seen nothing yet."""
    quarter = (
        "seen = []\ndef quarter(x):\n    seen.append(x[0])\n    raise ValueError(f'saw {seen}')"
    )
    found = graded(tmp_path, master(), half="def half(x):\n    return x", quarter=quarter)
    said = [item.reason for item in found["quarter"].lost]
    assert "saw" in said[0]
    assert "4.0" not in said[0]
    assert "saw" not in " ".join(said[1:])


def test_a_reference_that_never_ends_costs_what_was_carried_only(tmp_path: Path) -> None:
    """An argument that keeps it busy ends that judge; the first outcome stands."""
    half = HALF.replace("    return x / 2", "    while x[0] < 0:\n        pass\n    return x / 2")
    answers = {
        "half": "def half(x):\n    return x",
        "quarter": "def quarter(x):\n    return half(-x)",
    }
    found = graded(tmp_path, master(half=half, judge_seconds=1.0), **answers)
    assert [(e.points, e.verdict) for e in found.values()] == [(0, "failed")] * 2, found


def test_only_what_was_lent_is_answered() -> None:
    """Names, arguments and states that make no sense get an error, never another function."""
    lender = Lender({"half": lambda x, rng=None: x / 2})
    assert lender.answer(("half", (3.0,), {}, {})) == ("value", 1.5, {})
    for asked in (("eval", ("1",), {}, {}), ("half", 3), None, ("half", (3.0,), {}, {5: {}})):
        assert lender.answer(asked)[0] == "error"
