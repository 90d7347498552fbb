"""Hostile, broken and unlucky submissions: what each tries is in ``hostile/``."""

from __future__ import annotations

import copy
import dataclasses
import importlib.util
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import NotebookResult, SubmissionResult, to_plain
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running.seats import close_servers
from grader.judge.source import code
from grader.sandbox.confinement import choice

FOLDER = Path(__file__).with_name("hostile")
CELLS = sorted(FOLDER.glob("*.txt"))
FULL = {"relu": 3.0, "sigmoid": 2.0, "best": 1.0, "noise": 2.0}
RIGHT = {
    "relu": "def relu(z):\n    return np.where(np.asarray(z) > 0, z, 0.0)",
    "sigmoid": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(z / 2))",
    "best": "best = 3.0",
    "noise": "def noise(n, rng):\n    return rng.normal(0, 1, n)",
    "essay": "Because nothing flows back.",
}
# Where these texts are, a hidden test, a solution, the machine or another student was seen.
SECRETS = ("SECRET", "31337", "271828", "FOUND", "canary-of-the-machine")
# A report is text that others put into HTML and CSV; these can never be in it.
NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _broken() -> dict[Callable[[dict[str, Any]], dict[str, bytes]], tuple[str, str]]:
    spec = importlib.util.spec_from_file_location("broken_files", FOLDER / "broken_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.BROKEN)


BROKEN = _broken()


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    """Return the assignment whose master stands in ``hostile/master``."""
    return compile_assignment(FOLDER / "master")


def notebook(**answers: str) -> dict[str, Any]:
    """Return the released notebook with these answers; ``later`` is a cell at the end."""
    made = json.loads((FOLDER / "master" / "01_activations.ipynb").read_text())
    for cell in made["cells"]:
        cell["source"] = code.visible("".join(cell["source"]))
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    if "later" in answers:
        own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": []}
        made["cells"].append(own | {"source": answers["later"], "execution_count": None})
    return dict(made)


def grade(assignment: Assignment, made: dict[str, Any]) -> NotebookResult:
    """Grade one notebook under its own name."""
    files = {"01_activations.ipynb": json.dumps(made).encode()}
    return grade_submission(assignment, files).notebooks[0]


def check_innocent(assignment: Assignment) -> None:
    """A right answer, graded by the same worker right afterwards, gets full points."""
    result = grade(assignment, notebook(**RIGHT))
    points = {e.exercise: e.points for e in result.exercises}
    assert points == {**FULL, "essay": None}, (result.exercises, result.problems)
    assert result.problems == ()


def check_report(result: SubmissionResult) -> str:
    """Return all that a student could be shown of a result, after looking for leaks in it."""
    plain = to_plain(result)
    for made in plain["notebooks"]:
        autograded = made.pop("autograded") or {"cells": []}
        roles = [c for c in autograded["cells"] if not c["id"].endswith("-test")]
        made["shown"] = [c.get("outputs", []) for c in roles]
    text = json.dumps(plain, ensure_ascii=False)
    text = re.sub(r'"(seconds|peak_memory)": [\d.e-]+', "", text)  # digits of a time may be any
    leaks = [secret for secret in SECRETS if secret in text]
    assert not leaks, text[:3000]
    assert not any(NEVER.search(str(value)) for value in _texts(plain))
    assert len(text) < 3_000_000
    assert '"text/html"' not in text
    assert "svg" not in text
    return text


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value
    return [t for v in values for t in _texts(v)] if isinstance(value, (dict, list, tuple)) else []


def expected(scores: str) -> dict[str, float | None]:
    """Return the points that a line such as ``relu 0, best -`` stands for; - is not graded."""
    if scores == "-":
        return dict.fromkeys(FULL)
    changed = dict(part.split() for part in scores.split(",") if part.strip())
    points = {name: None if value == "-" else float(value) for name, value in changed.items()}
    return FULL | points


@pytest.fixture(scope="module", params=["namespaces", "landlock"], autouse=True)
def confined(request: pytest.FixtureRequest) -> Iterator[str]:
    """Use each confinement in turn; users cannot choose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "chosen", lambda: request.param)
        close_servers()
        yield request.param
        close_servers()


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
def test_hostile_code(path: Path, assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile answer gets the points it deserves, shows no secret, and harms nobody."""
    monkeypatch.setenv("GRADER_SECRET", "canary-of-the-machine")
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^# (tries|cell|score|says): (.*)$", text, re.M))
    body, *more = re.split(r"^# %% (\w+)\n", text, flags=re.M)
    answers = RIGHT | {header.get("cell", "relu"): body}
    answers |= dict(zip(more[::2], more[1::2], strict=True))
    files = {"01_activations.ipynb": json.dumps(notebook(**answers)).encode()}
    result = grade_submission(assignment, files)
    exercises = result.notebooks[0].exercises
    points = {e.exercise: e.points for e in exercises if e.verdict != "manual"}
    assert points == expected(header.get("score", "")), (exercises, result.notebooks[0].problems)
    assert header.get("says", "") in check_report(result)
    assert not Path("/tmp/found").exists()
    check_innocent(assignment)


@pytest.mark.parametrize("build", BROKEN, ids=lambda build: build.__name__)
def test_broken_file(build: Callable[..., dict[str, bytes]], assignment: Assignment) -> None:
    """A broken file is graded for what it carries, and the report says what was repaired."""
    scores, says = BROKEN[build]
    result = grade_submission(assignment, build(copy.deepcopy(notebook(**RIGHT))))
    exercises = result.notebooks[0].exercises
    points = {e.exercise: e.points for e in exercises if e.exercise != "essay"}
    assert points == expected(scores), (exercises, result.notebooks[0].repairs)
    assert says in check_report(result)
    assert all(e.reason_not_graded for e in exercises if e.verdict == "not graded")
    assert not any(Path(name).exists() for name in ("/found.txt", "/tmp/found.txt"))


def test_a_regrade_sees_the_same_order(assignment: Assignment, confined: str) -> None:
    """Sets and the old random numbers are the same in a sandbox started anew.

    So are process numbers, where each process has a namespace of its own.
    """
    answer = (
        "import os, random\n"
        "print({str(n) for n in range(50)}, hash('a'), random.random(), np.random.rand())\n"
        f"print({'os.getpid()' if confined == 'namespaces' else ''})\n" + RIGHT["relu"]
    )
    shown = []
    for _ in range(2):
        made = grade(assignment, notebook(**RIGHT | {"relu": answer})).autograded
        assert made is not None
        shown.append([cell.get("outputs") for cell in made["cells"]])
        close_servers()
    assert shown[0] == shown[1]
    assert "0.5488" in str(shown[0])  # np.random after seed 0, so something was printed


def test_no_number_of_a_line_spells_an_input(assignment: Assignment) -> None:
    """An error in a hidden test that comes from line 27182 does not say so."""
    answer = (
        "def sigmoid(z):\n"
        "    if np.ndim(z) == 0:\n"
        "        return 0.5\n"
        "    source = '\\n' * (int(-z[1]) // 10 - 1) + '1 / 0'\n"
        "    exec(compile(source, '<ipython-input-1>', 'exec'))\n" + "\n" * 30_000
    )
    files = {"01_activations.ipynb": json.dumps(notebook(**RIGHT | {"sigmoid": answer})).encode()}
    result = grade_submission(assignment, files)
    assert result.notebooks[0].exercises[1].points == 0.0
    assert "27182" not in check_report(result)


def test_an_endless_call_among_slow_cells_costs_its_own_exercise_only(
    assignment: Assignment,
) -> None:
    """The cells are run again for the tests that follow, and what that takes costs nobody."""
    slow = "calls = []\nimport time\ntime.sleep(1)\n"
    endless = f"{slow}def relu(z):\n    while True:\n        calls.append(z)"
    result = grade(assignment, notebook(**RIGHT | {"relu": endless}))
    assert [e.points for e in result.exercises] == [0.0, 2.0, 1.0, 2.0, None]


def test_a_test_without_a_score_is_the_instructor_s_fault(assignment: Assignment) -> None:
    """Where even the reference solution gives no score, nobody gets points or a zero."""
    (master,) = assignment.masters
    cells = tuple(
        dataclasses.replace(c, source="'2'") if c.key == "best-test" else c for c in master.cells
    )
    changed = dataclasses.replace(master, cells=cells, digest="no score")
    result = grade(dataclasses.replace(assignment, masters=(changed,)), notebook(**RIGHT))
    assert [e.verdict for e in result.exercises][1:3] == ["passed", "not graded"]
    assert "not a score" in result.exercises[2].reason_not_graded


def test_no_process_is_left(assignment: Assignment) -> None:
    """A process that a student started in the background ends with its grading."""
    name = f"left{os.getpid()}"
    answer = (
        "import ctypes, os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        f"    ctypes.CDLL(None).prctl(15, b'{name}', 0, 0, 0)\n"
        "    time.sleep(600)\n" + RIGHT["relu"]
    )
    assert grade(assignment, notebook(**RIGHT | {"relu": answer})).exercises[0].points == 3.0
    names = [path.read_text().strip() for path in Path("/proc").glob("[0-9]*/comm")]
    assert name not in names
