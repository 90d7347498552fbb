"""Time and CPU of ``nbgrader autograde`` and ``grader autograde`` on the same submissions.

    python tests/benchmarks/grading_speed.py [--students 4] [--rounds 3] [--masters 6]
    python tests/benchmarks/grading_speed.py --cpu 40 [--rounds 3]
    python tests/benchmarks/grading_speed.py --large 1000

Printed are the medians of the wall time and of the CPU time of all processes together, for

* ``nbgrader autograde``, which runs every cell;
* ``grader autograde``, once as it is, with the cells tagged ``demo`` skipped, once with every cell;
* the same cells run bare, one notebook after the other in one warm Python process, as the least
  that any grader has to spend.

The class is honest, so both graders must give the same scores; differences are printed.

``--cpu`` compares ``grader autograde`` with the bare cells alone, in a class so large; the start
of its workers does not count. ``--large`` grades so many students with ``grader autograde`` only,
and prints the memory of the parent process as the class goes by.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import functools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bare_cells import bare
from grading_class import sample_class

from grader.assistant import autograde as module
from grader.assistant.autograde import Progress, autograde
from grader.base.course import Course
from grader.gradebook import read, reading, register
from grader.judge.assignment import compile_assignment

_SUBREAPER = 36  # prctl: what a dead child leaves behind becomes this process's child
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
_Scores = dict[tuple[str, str], float | None]


def measured(run: Callable[[], None]) -> tuple[float, float]:
    """Run in a child process; return wall and CPU seconds of it and everything it started."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            run()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    seconds = time.monotonic() - started
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    if status:
        raise SystemExit("a measured run failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used


def forget(course: Course) -> None:
    """Delete what earlier runs made, and enter the assignment into a new gradebook."""
    for name in ("autograded", "records"):
        shutil.rmtree(course.work / name, ignore_errors=True)
    course.database.unlink(missing_ok=True)
    register(course, "week4")


def run_nbgrader(course: Course) -> None:
    """Grade with nbgrader's own command."""
    command = [sys.executable, "-m", "nbgrader", "autograde", "week4"]
    log = (course.root / "nbgrader.log").open("wb")
    subprocess.run(command, cwd=course.root / "grader", stdout=log, stderr=log, check=True)


def run_grader(course: Course) -> None:
    """Grade with the command of this package."""
    command = [sys.executable, "-m", "grader", "autograde", "week4", "--course", str(course.root)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def run_every_cell(course: Course) -> None:
    """Grade as the command does, the cells tagged ``demo`` included; there is no such option."""
    module.compile_assignment = functools.partial(  # type: ignore[attr-defined]
        compile_assignment, run_demo=True
    )
    autograde(course, "week4")


def scores(course: Course) -> _Scores:
    """Return every score by student and cell."""
    with reading(course, "week4") as gradebook:
        return {(row.student, row.cell): row.score for row in read(gradebook, "week4")}


def compare(course: Course, rounds: int) -> None:
    """Print the medians of all runs, and whether both graders agree."""
    submitted = list((course.work / "submitted").rglob("*.ipynb"))
    print(f"{len(submitted)} notebooks of {len(course.students('week4'))} students, ", end="")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, median of {rounds}")
    runs: dict[str, Callable[[Course], None]] = {
        "nbgrader autograde": run_nbgrader,
        "grader autograde": run_grader,
        "grader autograde, every cell": run_every_cell,
    }
    times: dict[str, list[tuple[float, float]]] = {}
    found: dict[str, _Scores] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            forget(course)
            times.setdefault(name, []).append(measured(functools.partial(run, course)))
            found[name] = scores(course)
        for name, every in (("bare cells", False), ("bare cells, every cell", True)):
            times.setdefault(name, []).append(bare(course, every=every))
    for name, pairs in times.items():
        wall, cpu = (statistics.median(values) for values in zip(*pairs, strict=True))
        each = 1000 / len(submitted)
        print(f"{name:30} {wall:8.1f} s wall {cpu:8.1f} s CPU   ", end="")
        print(f"{wall * each:7.0f} ms wall {cpu * each:7.0f} ms CPU a notebook")
    report(found)


def compare_cpu(folder: Path, students: int, rounds: int) -> None:
    """Print the CPU time of one more notebook, in the grader and bare.

    What a class of one student for each processor needs is taken off: all workers start for it.
    """
    small, large = (
        sample_class(folder / name, count, honest=True)
        for name, count in (("small", os.cpu_count() or 1), ("large", students))
    )
    few, many = (len(list((c.work / "submitted").rglob("*.ipynb"))) for c in (small, large))
    ours, least = [], []
    for _ in range(rounds):
        used = []
        for course in (small, large):
            forget(course)
            used.append(measured(functools.partial(run_grader, course))[1])
        ours.append((used[1] - used[0]) / (many - few))
        least.append(bare(large, every=False)[1] / many)
    print(
        f"{many} notebooks, load {os.getloadavg()[0]:.1f}, demo cells skipped, median of {rounds}"
    )
    each = [1000 * statistics.median(times) for times in (ours, least)]
    ratio = statistics.median(a / b for a, b in zip(ours, least, strict=True))
    print(f"ms CPU a notebook: grader {each[0]:.1f}, bare {each[1]:.1f}, {ratio:.2f} times")


def report(found: dict[str, _Scores]) -> None:
    """Print where the two graders differ."""
    theirs, ours = found["nbgrader autograde"], found["grader autograde"]
    differences = [place for place in ours if ours[place] != theirs.get(place)]
    print(f"{len(ours)} scores, {len(differences)} of them different")
    for place in differences:
        print(f"  {' '.join(place)}: nbgrader {theirs.get(place)}, grader {ours[place]}")


def large(folder: Path, students: int, masters: int | None) -> None:
    """Grade a large class, and print how long it took and what the parent process needed."""
    course = sample_class(folder, students, masters=masters)
    count = len(list((course.work / "submitted").rglob("*.ipynb")))
    started, memory = time.monotonic(), []

    def watch(state: Progress) -> None:
        if state.done % max(1, students // 10) == 0:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            memory.append(pages * resource.getpagesize() / 1e6)

    autograde(course, "week4", watch=watch)
    seconds = time.monotonic() - started
    print(f"{count} notebooks of {students} students in {seconds:.0f} s, "
          f"{1000 * seconds / count:.0f} ms a notebook, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print("memory of the parent, MB:", " ".join(f"{value:.0f}" for value in memory))


def main() -> None:
    """Make a class in a temporary folder and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--masters", type=int, help="use the first ones only, to be quicker")
    parser.add_argument("--cpu", type=int, metavar="STUDENTS")
    parser.add_argument("--large", type=int, metavar="STUDENTS")
    options = parser.parse_args()
    os.environ.update(_ONE_THREAD)  # as the engine's template has it
    with tempfile.TemporaryDirectory(prefix="grader-speed-") as folder:
        if options.large:
            large(Path(folder), options.large, options.masters)
        elif options.cpu:
            compare_cpu(Path(folder), options.cpu, options.rounds)
        else:
            where = sample_class(
                Path(folder), options.students, honest=True, masters=options.masters
            )
            compare(where, options.rounds)


if __name__ == "__main__":
    main()
