"""Grading on a dask.distributed cluster: a real scheduler and real worker processes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import cli
from grader.assistant.autograde import Progress, autograde
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Grade, read, reading
from grader.workers.cluster import connected

HandIn = Callable[..., Path]
SIGN = "def double(x):\n    return abs(2 * x)"
LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


@dataclass
class Machines:
    """A scheduler and its workers, each a process of its own."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def machines(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Machines]:
    """Start a scheduler on a free port of this machine, and two workers with a thread each.

    A test can give them a program that they run first.
    """
    file, log, first = tmp_path / "scheduler.json", tmp_path / "log", tmp_path / "first.py"
    first.write_text(getattr(request, "param", ""), encoding="utf-8")
    # The workers stand in a folder where the course is not; only the environment is the same.
    where = ["--scheduler-file", str(file)]
    scheduler = ["dask_scheduler", *LOCAL, *where, "--port", "0"]
    worker = [
        "dask_worker",
        *LOCAL,
        *where,
        "--no-nanny",
        "--nthreads",
        "1",
        "--preload",
        str(first),
    ]
    with log.open("wb") as output:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", *options],
                stdout=output,
                stderr=output,
                cwd=tmp_path,
                env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(tmp_path)},
            )
            for program, *options in (scheduler, worker, worker)
        ]
    try:
        yield Machines(_ready(file, log), started[0], started[1:])
    finally:
        for process in started:
            process.kill()
            process.wait()


def _ready(file: Path, log: Path) -> str:
    """Wait until both workers have joined, and return the scheduler's address."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        time.sleep(0.2)
        try:
            address: str = json.loads(file.read_text())["address"]
            with connected(address) as workers:
                if workers.count == 2:
                    return address
        except (OSError, ValueError, GraderError):
            continue
    pytest.fail(f"the cluster did not start: {log.read_text()}")


def grades(course: Course) -> list[Grade]:
    """Return every row of the gradebook."""
    with reading(course, "week1") as gradebook:
        return read(gradebook, "week1")


@pytest.mark.slow
def test_a_class_is_graded_though_a_worker_is_killed(
    course: Course, hand_in: HandIn, machines: Machines
) -> None:
    """One of two workers is killed midway; the gradebook is that of a run on this machine."""
    for number in range(12):
        hand_in(f"student{number:02}", double=SIGN if number % 2 else "double = None")
    seen: list[str] = []

    def watch(state: Progress) -> None:
        seen.append(state.student)
        if len(seen) == 3:
            machines.workers[0].kill()

    with connected(machines.address) as workers:
        autograde(course, "week1", workers=workers, watch=watch)
    assert sorted(seen) == [f"student{number:02}" for number in range(12)]
    on_cluster = grades(course)
    points = {row.student: row.score for row in on_cluster if row.cell == "double_test"}
    assert points == {f"student{number:02}": float(number % 2) for number in range(12)}
    autograde(course, "week1", force=True)
    assert grades(course) == on_cluster


@pytest.mark.slow
def test_the_command_takes_a_cluster(course: Course, hand_in: HandIn, machines: Machines) -> None:
    """``--cluster`` goes the same way as a run on this machine, to the same table."""
    hand_in("ada", double=SIGN)
    hand_in("bob").write_text("%PDF-1.7")
    command = ["autograde", "week1", "--course", str(course.root), "--cluster", machines.address]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 0, done.output
    assert "2 submission(s), 3 exercises; 1 submission(s) with something not graded" in done.output


@pytest.mark.slow
def test_a_lost_scheduler_loses_no_grade(
    course: Course, hand_in: HandIn, machines: Machines, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is killed midway: one message and no traceback; the next run completes the class."""
    students = [f"student{number}" for number in range(6)]
    for student in students:
        hand_in(student, double=SIGN)

    def watch(state: Progress) -> None:
        machines.scheduler.kill()

    with (
        pytest.raises(GraderError, match=r"The cluster is gone. Start it again"),
        connected(machines.address) as workers,
    ):
        autograde(course, "week1", workers=workers, watch=watch)
    assert "Traceback" not in capfd.readouterr().err
    assert 0 < len({row.student for row in grades(course)}) < len(students)
    autograde(course, "week1")
    assert {row.student for row in grades(course)} == set(students)


# Takes from a worker what Docker's default profile does: nothing that isolates can be started.
CANNOT_CONFINE = """
from grader.base.errors import GraderError
from grader.sandbox import doctor

def refuse():
    raise GraderError("Student code cannot be confined on this machine: unshare is refused",
                      hint="`grader doctor` says more.")

doctor.require_confinement = refuse
"""


@pytest.mark.slow
@pytest.mark.parametrize("machines", [CANNOT_CONFINE], indirect=True)
def test_a_worker_that_cannot_confine_runs_nothing(
    course: Course, hand_in: HandIn, machines: Machines, tmp_path: Path
) -> None:
    """It says so in one sentence with its address, no code of the student has run, nothing is kept.

    With ``--unsafe-no-sandbox`` it is not asked.
    """
    mark = tmp_path / "it ran"
    hand_in("ada", double=f"open({str(mark)!r}, 'w').close()\n{SIGN}")
    command = ["autograde", "week1", "--course", str(course.root), "--cluster", machines.address]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 1, done.output
    said = " ".join(done.output.split())
    assert "The worker tcp://127.0.0.1:" in said
    assert "cannot be confined on this machine: unshare is refused. `grader doctor`" in said
    assert not mark.exists()
    assert grades(course) == []
    done = CliRunner().invoke(cli.app, [*command, "--unsafe-no-sandbox"])
    assert done.exit_code == 0, done.output
    assert mark.exists()


def test_no_scheduler_is_one_message(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nothing listens, and one that is none, are said at once."""
    monkeypatch.setattr("grader.workers.cluster._SECONDS", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        command = ["autograde", "week1", "--course", str(course.root), "--cluster", address]
        done = CliRunner().invoke(cli.app, command)
        assert done.exit_code == 1, done.output
        assert f"no scheduler answers at {address}" in done.output
        assert "dask scheduler" in done.output
