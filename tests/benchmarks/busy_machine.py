"""Are grades the same on a busy machine, under each confinement and on each Python?

    python tests/benchmarks/busy_machine.py [--busy 32] [--cores 2] [--times 3]
        [--jobs N] [--confinement namespaces landlock] [--python PYTHON ...]

The class is that of ``grader demo`` and, after it, as many students as it takes to hand in every
stored answer of week4 once. It is graded on the machine as it is, and then again and again with so
many endless loops beside it, on the same cores. Each gradebook and each record is compared with
the first one: points, verdicts, reasons, hints, comments. ``--cores 1 --busy 16`` is as crowded as
``--cores 2 --busy 32`` and leaves the other core alone. ``--jobs`` grades more submissions at a
time: each is as crowded in by the others as by the loops, and the run ends sooner.

Landlock is used where namespaces are refused; so they are refused, by the limits of a user
namespace around the command. A Python of its own is one in which ``grader`` is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grading_kills import forget, state

from grader.base import notebooks
from grader.base.course import Course
from grader.cli.demo import make_class, scratch_course
from grader.gradebook.store import load
from grader.instructor.answers import answered, stored_answers
from grader.instructor.release import release

WEEK = "week4"
REFUSED = (
    "echo 0 > /proc/sys/user/max_user_namespaces; echo 0 > /proc/sys/user/max_mnt_namespaces; "
    'exec "$@"'
)
WITHOUT_NAMESPACES = ("unshare", "--user", "--map-root-user", "sh", "-c", REFUSED, "sh")


def hand_in_all_answers(course: Course) -> int:
    """Write submissions that hold every stored answer once; return how many students that took."""
    answers: dict[str, list[str]] = {}
    for answer in stored_answers(course, WEEK):
        answers.setdefault(answer.exercise, []).append(answer.body)
    count = max(map(len, answers.values()))
    for number in range(count):
        mine = {name: texts[number % len(texts)] for name, texts in answers.items()}
        folder = course.submitted(WEEK, f"stored_{number:03}")
        folder.mkdir(parents=True)
        for master in course.masters(WEEK):
            notebooks.write(answered(master, mine), folder / master.name)
    return count


def rows(course: Course) -> dict[str, list[tuple[Any, ...]]]:
    """Return what grading found out, without the seconds and bytes that it took."""
    found = state(course, WEEK)
    found["reason"] = [
        (name, item.exercise, tuple(asdict(lost).items()))
        for name in course.students(WEEK)
        for item in (load(course, WEEK, name) or _Nothing()).exercises
        for lost in item.lost
    ]
    return found


class _Nothing:
    exercises = ()


@contextmanager
def crowd(busy: int) -> Iterator[None]:
    """Run so many endless loops beside what is inside, each a process on these cores."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(busy)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def grade(course: Course, python: str, confinement: str, jobs: int) -> float:
    """Grade everything anew; return the seconds."""
    forget(course)
    around = WITHOUT_NAMESPACES if confinement == "landlock" else ()
    command = [*around, python, "-m", "grader", "autograde", WEEK, "--course", str(course.root)]
    command += ["--jobs", str(jobs)]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"grader autograde ended with {done.returncode}: {done.stderr}")
    return time.monotonic() - started


def differing(before: dict[str, list[Any]], now: dict[str, list[Any]]) -> list[str]:
    """Return the rows of any table that are in one of the two only."""
    found = []
    for name, lines in before.items():
        old, new = set(map(repr, lines)), set(map(repr, now[name]))
        found += [f"  {name} was {line}" for line in sorted(old - new)]
        found += [f"  {name} is  {line}" for line in sorted(new - old)]
    return found


def main() -> None:
    """Grade, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--busy", type=int, default=32)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--confinement", nargs="+", default=["namespaces", "landlock"])
    parser.add_argument("--python", nargs="+", default=[sys.executable])
    options = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-options.cores :])
    different = 0
    with tempfile.TemporaryDirectory(prefix="grader-busy-") as folder:
        course = scratch_course(Course.find(Path(__file__).resolve().parents[2]), Path(folder, "c"))
        release(course, WEEK)
        demo = len(make_class(course, WEEK))
        print(f"{demo} students of the demo, {hand_in_all_answers(course)} with stored answers")
        first: dict[str, list[Any]] = {}
        for python in options.python:
            for confinement in options.confinement:
                for busy in (0, *[options.busy] * options.times):
                    with crowd(busy):
                        seconds = grade(course, python, confinement, options.jobs)
                    now = rows(course)
                    first = first or now
                    lines = differing(first, now)
                    different += len(lines)
                    count = sum(map(len, now.values()))
                    print(f"{python} {confinement:10} beside {busy:2}: {seconds:5.0f} s, ", end="")
                    print(f"{count} rows, {len(lines)} differ", *lines, sep="\n", flush=True)
        shutil.rmtree(course.work)
    if different:
        raise SystemExit(f"{different} rows differ")


if __name__ == "__main__":
    main()
