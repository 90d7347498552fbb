"""One judge process for the notebooks of a submission: none of them notices the one before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import ExerciseResult
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission

DRAW = "import numpy as np, random\nassert (np.random.rand(), random.random()) == first()"
SOLUTION = """\
def first():
    ### BEGIN SOLUTION
    rng = np.random.RandomState(0)
    return rng.rand(), random.Random(0).random()
    ### END SOLUTION"""
ENDS_LATER = (
    "import os, threading\nthreading.Timer(0.2, os._exit, [1]).start()\nassert three() == 3"
)
THREE = "def three():\n    ### BEGIN SOLUTION\n    return 3\n    ### END SOLUTION"
SLEEP = "import time\ntime.sleep(0.4)\nassert four() == 4"


def notebook(name: str, answer: str, test: str) -> dict[str, Any]:
    """Return a master with one exercise of 1 point."""
    cells: list[dict[str, Any]] = [
        {"id": "setup", "source": "import random\nimport numpy as np", "metadata": {}},
        {"id": name, "source": answer, "metadata": about(name, solution=True)},
        {"id": f"{name}-test", "source": test, "metadata": about(f"{name}_test", points=1)},
    ]
    for cell in cells:
        cell |= {"cell_type": "code", "outputs": [], "execution_count": None}
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def about(grade_id: str, *, solution: bool = False, points: int | None = None) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell."""
    found = {"grade_id": grade_id, "grade": points is not None, "solution": solution}
    return {"nbgrader": {**found, "locked": not solution, "points": points or 0}}


def graded(folder: Path, **masters: dict[str, Any]) -> dict[str, ExerciseResult]:
    """Hand in these masters themselves; return the results by the master's name."""
    for name, content in masters.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(content))
    assignment: Assignment = compile_assignment(folder)
    files = {f"{name}.ipynb": json.dumps(content).encode() for name, content in masters.items()}
    result = grade_submission(assignment, files)
    return {item.notebook: item.exercises[0] for item in result.notebooks}


def test_random_numbers_begin_anew_with_every_notebook(tmp_path: Path) -> None:
    """Tests that draw from the global generators get the same numbers in whatever notebook."""
    one = notebook("first", SOLUTION, DRAW)
    two = json.loads(json.dumps(one).replace('"first', '"second').replace("first_test", "again"))
    found = graded(tmp_path, a=one, b=two)
    assert [result.verdict for result in found.values()] == ["passed", "passed"], found


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_judge_that_ends_later_costs_no_other_notebook(tmp_path: Path, rounds: int) -> None:
    """What a test of one notebook does to the judge is not blamed on a test of the next."""
    masters = {"a": notebook("three", THREE, ENDS_LATER)}
    later = THREE.replace("three", "four").replace("3", "4")
    for number in range(rounds):
        masters[f"b{number}"] = json.loads(
            json.dumps(notebook("four", later, SLEEP)).replace('"four', f'"x{number}four')
        )
    found = graded(tmp_path, **masters)
    assert {result.verdict for name, result in found.items() if name != "a"} == {"passed"}, found
