"""What an answer may use: CPU seconds for each part of a test, whatever else the machine does."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import ExerciseResult
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running.seats import close_servers

DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
BURN = (
    "import time\n"
    "def burn(seconds):\n"
    "    end = time.process_time() + seconds\n"
    "    while time.process_time() < end: pass\n"
)
TWO_PARTS = (
    "score = 0\n"
    "try:\n    score += double(0) == 0\nexcept Exception:\n    pass\n"
    "score += double(2) == 4\n"
    "score"
)
NAMED = (
    "from course_lib import hints\n"
    "report = hints.Report('double', points=2)\n"
    "for x in (0, 2):\n"
    "    with report.part(f'twice {x}', points=1):\n"
    "        hints.compare(double(x), 2 * x, name='double')\n"
    "report.score()"
)


def graded(folder: Path, answer: str, test: str, **limits: float) -> ExerciseResult:
    """Grade an answer to an exercise of 2 points with this test and these limits."""

    def cell(source: str, key: str, **about: Any) -> dict[str, Any]:
        about = {"grade_id": key, "grade": False, "locked": False, "solution": False} | about
        made = {"cell_type": "code", "id": key, "metadata": {"nbgrader": about}, "source": source}
        return made | {"outputs": [], "execution_count": None}

    cells = [
        cell(DOUBLE, "double", solution=True),
        cell(test, "double_test", grade=True, locked=True, points=2),
    ]
    limits = {"part_seconds": 0.5, "cell_seconds": 0.5, "idle_seconds": 1, **limits}
    made = {"cells": cells, "metadata": {"course": {"limits": limits}}}
    made |= {"nbformat": 4, "nbformat_minor": 5}
    (folder / "01.ipynb").write_text(json.dumps(made))
    assignment = compile_assignment(folder)
    cells[0]["source"] = answer
    result = grade_submission(assignment, {"01.ipynb": json.dumps(made).encode()})
    return result.notebooks[0].exercises[0]


@contextlib.contextmanager
def busy(processor: int) -> Iterator[None]:
    """Let six processes want this processor."""
    code = f"import os; os.sched_setaffinity(0, {{{processor}}})\nwhile True: pass"
    others = [subprocess.Popen([sys.executable, "-S", "-c", code]) for _ in range(6)]
    try:
        yield
    finally:
        for process in others:
            process.kill()
            process.wait()


@pytest.fixture
def processor() -> Iterator[int]:
    """Grade on one processor; return its number."""
    allowed = os.sched_getaffinity(0)
    close_servers()
    os.sched_setaffinity(0, {min(allowed)})
    yield min(allowed)
    close_servers()
    os.sched_setaffinity(0, allowed)


LIMITED = {
    "def double(x):\n    burn(0.3)\n    return 2 * x": (2.0, ""),
    "burn(0.3)\ndef double(x):\n    return 2 * x": (2.0, ""),
    "def double(x):\n    burn(60)\n    return 2 * x": (
        0.0,
        "TimeLimit: double: used 0.5 CPU seconds, 0.5 are allowed",
    ),
    "def double(x):\n    time.sleep(60)\n    return 2 * x": (
        0.0,
        "TimeLimit: double: waited without computing for more than the 1 s allowed",
    ),
    "def double(x):\n    return 2 * x\nburn(60)": (2.0, ""),  # nobody needs the experiment below it
}


def test_load_changes_no_verdict(processor: int, tmp_path: Path) -> None:
    """With a seventh of a processor an answer gets the points and reasons that it gets alone."""

    def grade_all() -> list[tuple[float | None, str]]:
        results = [graded(tmp_path, BURN + answer, "assert double(2) == 4") for answer in LIMITED]
        return [(r.points, "".join(f"{x.reason} {x.hint}" for x in r.lost)) for r in results]

    alone = grade_all()
    for (points, said), (expected, says) in zip(alone, LIMITED.values(), strict=True):
        assert (points, says in said) == (expected, True), said
    with busy(processor):
        assert grade_all() == alone


@pytest.mark.parametrize("test", [TWO_PARTS, NAMED])
@pytest.mark.parametrize(
    ("first", "points"), [("burn(0.35)", 2.0), ("while x == 0: pass", 1.0)], ids=["slow", "endless"]
)
def test_a_part_has_its_own_time(test: str, first: str, points: float, tmp_path: Path) -> None:
    """What the first part uses, or uses up, is not taken from the second."""
    answer = f"{BURN}def double(x):\n    {first}\n    burn(0.35)\n    return 2 * x"
    if first.startswith("burn"):
        answer = answer.replace("    burn(0.35)\n    burn(0.35)\n", "    burn(0.35)\n")
    assert graded(tmp_path, answer, test).points == points


def test_many_short_calls_add_up(tmp_path: Path) -> None:
    """A part that calls often uses the time of all its calls."""
    answer = BURN + "def double(x):\n    burn(0.03)\n    return 2 * x"
    test = "assert all(double(x) == 2 * x for x in range({count}))"
    assert graded(tmp_path, answer, test.format(count=8)).points == 2.0
    said = graded(tmp_path, answer, test.format(count=60)).lost[0].reason
    assert "used 0.5 CPU seconds, 0.5 are allowed" in said


def test_threads_and_children_spend_the_same_budget(tmp_path: Path) -> None:
    """Work that is given away is paid for, also when who gave it away only waits."""
    start = "import os\n" + BURN
    away = "    if os.fork() == 0:\n        burn(30); os._exit(0)\n    os.wait()\n    return 2 * x"
    result = graded(tmp_path, f"{start}def double(x):\n{away}", "assert double(2) == 4")
    assert "used 0.5 CPU seconds, 0.5 are allowed" in result.lost[0].reason


def test_the_notebook_s_time_ends_it_all(tmp_path: Path) -> None:
    """What all parts together may use is limited too, and said."""
    answer = BURN + "def double(x):\n    burn(30)\n    return 2 * x"
    result = graded(tmp_path, answer, NAMED, notebook_seconds=0.4)
    used_up = "TimeLimit: double: the notebook's 0.4 s of computing and waiting were used up"
    assert [used_up in lost.reason for lost in result.lost] == [True, True], result.lost


SLOW_TO_READ = (
    "import struct\n"
    "from grader.sandbox.wire.codec import Encoded\n"
    "MANY = Encoded(b'l' + struct.pack('<I', 900_000) + 900_000 * b'N')\n"
    "def double(x):\n    return MANY"
)
ONE_PART_FOR_EACH = (
    "from course_lib import hints\n"
    "report = hints.Report('double', points=2)\n"
    "for x in range(40):\n"
    "    with report.part(f'twice {x}', points=0.05):\n"
    "        assert isinstance(double(x), int)\n"
    "report.score()"
)


@pytest.mark.parametrize(
    ("test", "says"),
    [
        (
            "assert all(double(x) is not None for x in range(40))",
            "used 0.5 CPU seconds, 0.5 are allowed",
        ),
        (ONE_PART_FOR_EACH, "the notebook's answers took 1.5 s to read"),
    ],
    ids=["one part", "many parts"],
)
def test_an_answer_pays_for_being_read(test: str, says: str, tmp_path: Path) -> None:
    """Replies made to take long do not make the judge late, which would be the grader's fault."""
    result = graded(tmp_path, SLOW_TO_READ, test, judge_seconds=3)
    assert result.points == 0.0, result
    assert says in "".join(lost.reason for lost in result.lost) + result.reason_not_graded
