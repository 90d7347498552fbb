"""Grades a class on a local cluster of two workers: what it costs, and what a lost worker changes.

    python tests/benchmarks/cluster_class.py [--students 40] [--masters 6] [--rounds 2]

First two processes of this machine and two workers of one thread grade the same class in turns;
shown are the smallest seconds of the rounds, on the clock and on the processors. On a busy machine
the clock says little; the processor's seconds are then without what the cluster's processes use
while they wait. Last, one worker is killed when half of the class is graded: every row of the
gradebook must be that of a whole run.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grading_class import sample_class
from grading_kills import forget, state

from grader.base.course import Course

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds() -> float:
    """Return what all living descendants of this process and their ended children have used."""
    parents, used = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has just ended
        parents[int(entry.name)] = int(fields[1])
        used[int(entry.name)] = sum(map(int, fields[11:15])) / _TICKS

    def is_ours(pid: int) -> bool:
        return pid == os.getpid() or (pid in parents and is_ours(parents[pid]))

    return sum(seconds for pid, seconds in used.items() if is_ours(pid))


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers of one thread; give the address and the workers."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    where = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]
    worker = ["dask_worker", *where, "--nthreads", "1", "--no-nanny"]
    environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)}
    started = [
        subprocess.Popen([sys.executable, "-m", f"distributed.cli.{program}", *options], cwd=folder,
                         env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for program, *options in (["dask_scheduler", *where, "--port", "0"], worker, worker)
    ]  # fmt: skip
    try:
        yield _address(file), started[1:]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def _address(file: Path) -> str:
    """Wait for both workers and return the scheduler's address."""
    from distributed import Client

    while True:
        time.sleep(0.2)
        if file.is_file() and file.stat().st_size:
            address = str(json.loads(file.read_text())["address"])
            with Client(address, set_as_default=False) as client:
                client.wait_for_workers(2)
            return address


def graded(course: Course, *options: str) -> tuple[float, float]:
    """Grade the whole class; return the seconds on the clock and on the processors."""
    forget(course)
    started, before = time.monotonic(), processor_seconds()
    _start(course, *options).wait()
    return time.monotonic() - started, processor_seconds() - before


def _use_when_idle(seconds: float = 10) -> float:
    """Return the part of a processor that scheduler and workers use while nobody grades."""
    before = processor_seconds()
    time.sleep(seconds)
    return (processor_seconds() - before) / seconds


def _start(course: Course, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "grader", "autograde", "week4", "--course", str(course.root)]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)


def compare(course: Course, folder: Path, rounds: int) -> None:
    """Print what this machine's processes and the cluster's need."""
    here, there = [], []
    for _ in range(rounds):
        here.append(graded(course, "--jobs", "2"))
        with cluster(folder) as (address, _):
            idle = _use_when_idle()
            clock, used = graded(course, "--cluster", address)
            there.append((clock, used - idle * clock))
            print(f"idle: {idle:.3f} processors for {clock:.1f} s, taken off below")
    for name, times in (("two processes", here), ("two workers", there)):
        clock, used = (min(column) for column in zip(*times, strict=True))
        print(f"{name:16} {clock:7.1f} s   {used:7.1f} s CPU", flush=True)
    ratios = [min(t[i] for t in there) / min(t[i] for t in here) for i in (0, 1)]
    print(f"ratio            {ratios[0]:7.2f}     {ratios[1]:7.2f}       target 1.15")


def lose_a_worker(course: Course, folder: Path) -> None:
    """Kill one of two workers half-way, and compare the gradebook with that of a whole run."""
    graded(course, "--jobs", "2")
    whole = state(course, "week4")
    forget(course)
    half = len(course.students("week4")) // 2
    with cluster(folder) as (address, workers):
        started = time.monotonic()
        run = _start(course, "--cluster", address)
        records = course.work / "records" / "week4"
        while run.poll() is None and len(list(records.glob("*.json"))) < half:
            time.sleep(0.05)
        workers[0].kill()
        killed = time.monotonic() - started
        run.wait()
        seconds = time.monotonic() - started
    print(f"{2 * half} students, one worker killed after {killed:.1f} of {seconds:.1f} s")
    found = state(course, "week4")
    for name, rows in found.items():
        print(f"{name:12} {len(rows):6} rows  {'equal' if rows == whole[name] else 'DIFFERENT'}")
    if found != whole:
        raise SystemExit("the gradebooks differ")


def main() -> None:
    """Compare, kill, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--masters", type=int, help="use the first ones only, to be quicker")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what outlives a command is counted too
    with tempfile.TemporaryDirectory(prefix="grader-cluster-") as name:
        folder = Path(name)
        course = sample_class(folder / "course", options.students, masters=options.masters)
        if options.rounds:
            compare(course, folder, options.rounds)
        lose_a_worker(course, folder)


if __name__ == "__main__":
    main()
