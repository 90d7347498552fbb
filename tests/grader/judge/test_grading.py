"""The engine's entry point: verdicts, faults of a test, limits, pools, and what may be switched."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from grader.base.errors import GraderError
from grader.base.records import ExerciseResult, SubmissionResult
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running import seats
from grader.judge.submitted import submission
from grader.judge.submitted.submission import read_submission

DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = "assert double(2) == 4, 'twice two is four'"


def about(grade_id: str, points: float | None = None, *, solution: bool = False) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell."""
    found = {"grade_id": grade_id, "grade": points is not None, "solution": solution}
    found |= {"locked": not solution, "task": False, "schema_version": 3}
    return {"nbgrader": found | ({"points": points} if points is not None else {})}


def cell(source: str, key: str, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a code cell."""
    made = {"cell_type": "code", "id": key, "metadata": metadata or {}, "source": source}
    return made | {"outputs": [], "execution_count": None}


def master(*cells: dict[str, Any], test: str = TEST, **limits: float) -> dict[str, Any]:
    """Return a master with the exercise ``double`` of 2 points and other cells before it."""
    exercise = [
        cell(DOUBLE, "double", about("double", solution=True)),
        cell(test, "double-test", about("double_test", 2)),
    ]
    metadata = {"course": {"limits": {"part_seconds": 2, "cell_seconds": 5, **limits}}}
    return {"cells": [*cells, *exercise], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def compiled(folder: Path, notebook: dict[str, Any], **options: Any) -> Assignment:
    """Return an assignment with this one master."""
    (folder / "01.ipynb").write_text(json.dumps(notebook))
    return compile_assignment(folder, **options)


def grade(assignment: Assignment, answer: str, **changes: Any) -> SubmissionResult:
    """Hand in the master with another answer and grade it."""
    cells = [dict(item.raw) for item in assignment.masters[0].cells]
    for made in cells:
        if made["id"] == "double":
            made["source"] = answer
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return grade_submission(assignment, {"01.ipynb": json.dumps(notebook).encode()}, **changes)


def first(result: SubmissionResult) -> ExerciseResult:
    """Return the first exercise of the first notebook."""
    return result.notebooks[0].exercises[0]


def test_three_verdicts(tmp_path: Path) -> None:
    """A right answer passes; a wrong one fails and says why; without a file there is no grade."""
    assignment = compiled(tmp_path, master())
    right = first(grade(assignment, "def double(x):\n    return x + x"))
    assert (right.verdict, right.points, right.lost) == ("passed", 2.0, ())
    assert 10**7 < right.peak_memory < 10**9
    assert right.seconds > 0
    wrong = first(grade(assignment, "def double(x):\n    return x * x + 1"))
    assert (wrong.verdict, wrong.points) == ("failed", 0.0)
    assert [(lost.points, lost.reason) for lost in wrong.lost] == [(2.0, "twice two is four")]
    missing = first(grade_submission(assignment, {}))
    assert (missing.verdict, missing.points) == ("not graded", None)
    assert missing.reason_not_graded == "no file for this notebook was handed in"


@pytest.mark.parametrize("first_line", ["", "%matplotlib inline\n"])
def test_an_absent_package_costs_only_what_uses_it(tmp_path: Path, first_line: str) -> None:
    """An import of what only the student has costs nothing; a use of it is nobody's fault."""
    assignment = compiled(tmp_path, master())
    start = f"{first_line}import no_such_thing as nst\ndef double(x):\n    return "
    idle, used = (first(grade(assignment, start + value)) for value in ("2 * x", "nst.twice(x)"))
    assert (idle.verdict, idle.points) == ("passed", 2.0)
    assert (used.verdict, used.points) == ("not graded", None)
    assert "uses no_such_thing, which is not installed" in used.reason_not_graded


def test_a_module_that_is_here_and_fails_is_the_answer_s_doing(tmp_path: Path) -> None:
    """Only what is absent excuses: a made-up part of an installed package does not."""
    assignment = compiled(tmp_path, master())
    result = first(grade(assignment, "def double(x):\n    import numpy.no_such_part"))
    assert (result.verdict, result.points) == ("failed", 0.0)


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ("assert double(2) == 5, 'wrong'", "wrong"),
        ("assert duoble(2) == 4", "NameError"),
        ("assert double(2) == 4\n3", "3 of 2 points"),
        ("assert double(2) == 4\n-1", "-1 of 2 points"),
        ("'all is well'", "ends with a str"),
        ("assert double(2 == 4", "syntax error"),
        ("double(open('/dev/null'))", "something else than data"),
        ("while True: pass", "too long"),
        ("import os; os._exit(0)", "ended"),
    ],
)
def test_a_broken_test_costs_no_points(tmp_path: Path, test: str, says: str) -> None:
    """An exercise whose test fails the reference solution is not graded, with the reason."""
    assignment = compiled(tmp_path, master(test=test, judge_seconds=1, notebook_seconds=1))
    result = first(grade(assignment, "def double(x):\n    return x + x"))
    assert (result.verdict, result.points) == ("not graded", None)
    assert says in result.reason_not_graded


def test_a_test_that_the_answer_breaks_is_the_answers_fault(tmp_path: Path) -> None:
    """When the reference passes, an answer that the test cannot use has failed."""
    assignment = compiled(tmp_path, master(test="assert double(2).bit_length() == 3"))
    result = first(grade(assignment, "def double(x):\n    return None"))
    assert (result.verdict, result.points) == ("failed", 0.0)
    assert "'NoneType' object has no attribute 'bit_length'" in result.lost[0].reason


def test_limits_come_from_the_master_only(tmp_path: Path) -> None:
    """A master can give its notebook more time, a submission cannot."""
    slow = "import time\ndef double(x):\n    time.sleep(1.5)\n    return x + x"
    strict = compiled(tmp_path, master(idle_seconds=0.5))
    said = first(grade(strict, slow)).lost[0].reason
    assert "TimeLimit: double: waited without computing for more than the 0.5 s allowed" in said
    generous = compiled(tmp_path, master(idle_seconds=20))
    assert first(grade(generous, slow)).verdict == "passed"
    with pytest.raises(GraderError, match="no limit 'patience'"):
        compiled(tmp_path, master(patience=3))


def test_demo_cells_are_not_run(tmp_path: Path) -> None:
    """A cell that the instructor tagged demo costs nothing, unless a benchmark asks for it."""
    demo = cell("print('a long training')", "demo", {"tags": ["demo"]})
    for run_demo, expected in ((False, []), (True, ["a long training\n"])):
        assignment = compiled(tmp_path, master(demo), run_demo=run_demo)
        autograded = grade(assignment, DOUBLE).notebooks[0].autograded
        assert autograded is not None
        assert [output["text"] for output in autograded["cells"][0]["outputs"]] == expected


def test_features_of_a_notebook_work(tmp_path: Path) -> None:
    """Magics, pictures and rich output are kept; shell commands and widgets are inert."""
    source = (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\n%time x = 3\n!ls -l\n%pip install x\n"
        "display('shown')\nplt.plot([1, 2]); plt.show()\nimport ipywidgets as w\n"
        "w.interact(lambda a: a, a=(0, 3))\nimport sys; print('careful', file=sys.stderr)\n"
        "def double(x):\n    return 2 * x"
    )
    result = grade(compiled(tmp_path, master()), source)
    assert first(result).verdict == "passed"
    assert result.notebooks[0].problems == ()
    assert result.notebooks[0].autograded is not None
    outputs = result.notebooks[0].autograded["cells"][0]["outputs"]
    data = [output["data"] for output in outputs if "data" in output]
    assert any("image/png" in item for item in data)
    assert {"text/plain": "'shown'"} in data
    assert "careful\n" in [output.get("text") for output in outputs]


def test_the_same_submission_gets_the_same_result(tmp_path: Path) -> None:
    """Unseeded random numbers and hashes are the same in a regrade."""
    source = (
        "import random, numpy as np\nprint(random.random(), np.random.rand(), set('abcdef'))\n"
        "def double(x):\n    return 2 * x"
    )
    assignment = compiled(tmp_path, master())
    one, two = (grade(assignment, source).notebooks[0].autograded for _ in range(2))
    assert one == two


def test_without_a_sandbox_every_record_says_so(tmp_path: Path) -> None:
    """The unsafe mode grades, and the result carries that it was not isolated."""
    result = grade(compiled(tmp_path, master()), DOUBLE, isolate=False)
    assert first(result).verdict == "passed"
    assert not result.isolated


def test_it_runs_in_a_process_pool(tmp_path: Path) -> None:
    """Assignment and result are picklable, and workers grade side by side."""
    assignment = compiled(tmp_path, master())
    data = {"01.ipynb": json.dumps(master()).encode()}
    assert pickle.loads(pickle.dumps(assignment)) == assignment
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(grade_submission, [assignment] * 4, [data] * 4))
    assert [first(result).points for result in results] == [2.0] * 4


def test_files_beside_the_notebook(tmp_path: Path) -> None:
    """The student's and the instructor's files can be opened; the instructor's win."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_text("4")
    (tmp_path / "week.toml").write_text('files = ["data/x.csv"]')
    assignment = compiled(tmp_path, master())
    handed_in = tmp_path / "handed_in"
    (handed_in / "data").mkdir(parents=True)
    (handed_in / "data" / "x.csv").write_text("5")
    (handed_in / "helper.py").write_text("two = 2")
    answer = (
        "from helper import two\nfour = int(open('data/x.csv').read())\n"
        "def double(x):\n    return two * x if four == 4 else 0"
    )
    notebook = master() | {"cells": [cell(answer, "double", about("double", solution=True))]}
    (handed_in / "01.ipynb").write_text(json.dumps(notebook))
    result = grade_submission(assignment, read_submission(handed_in))
    assert first(result).points == 2.0, result


def test_a_notebook_without_room_is_not_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit into a submission is "not graded" with the reason, and not missing."""
    assignment = compiled(tmp_path, master())
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    (handed_in / "01.ipynb").write_text(json.dumps(master()))
    monkeypatch.setattr(submission, "LARGEST_SUBMISSION", 100)
    result = first(grade_submission(assignment, read_submission(handed_in)))
    assert (result.verdict, result.points) == ("not graded", None)
    assert "all files together are larger than 256 MB" in result.reason_not_graded


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 3}', '{"cells": [4]}'])
def test_a_broken_master_is_an_error(tmp_path: Path, content: str) -> None:
    """A master that is no notebook stops the run with a clear message."""
    (tmp_path / "01.ipynb").write_text(content)
    with pytest.raises(GraderError, match=r"01\.ipynb is not a notebook"):
        compile_assignment(tmp_path)


def test_grade_ids_are_unique_in_the_assignment(tmp_path: Path) -> None:
    """Two masters with the same exercise are an error, because the gradebook could not tell."""
    (tmp_path / "02.ipynb").write_text(json.dumps(master()))
    with pytest.raises(GraderError, match="'double_test' is used twice"):
        compiled(tmp_path, master())


def test_a_template_that_died_is_replaced(tmp_path: Path) -> None:
    """When the warm template is killed from outside, the next submission is graded all the same."""
    assignment = compiled(tmp_path, master())
    assert first(grade(assignment, DOUBLE)).points == 2.0
    seats._local.server._process.kill()
    assert first(grade(assignment, DOUBLE)).points == 2.0
    assert seats._local.server._learned  # the new one has been taught what the old one knew
