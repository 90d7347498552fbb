"""CPU time of grading under each confinement, on the same submissions.

    python tests/benchmarks/confinement_cost.py [--rounds 3]

The sample class of ``grader demo`` is graded in pairs: each submission under one confinement and
then under the other, in turns who begins, each with a warm template of its own. Counted are the
CPU seconds of the grading thread, of both templates, and of all processes that these have ended.
Printed are milliseconds for each notebook and the ratio; on a busy machine they stay, wall time
would not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grader.base.course import Course
from grader.cli.demo import make_class, scratch_course
from grader.instructor.release import release
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running import seats
from grader.judge.submitted.submission import read_submission
from grader.sandbox.confinement import choice

KINDS = ("namespaces", "landlock")
_TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a template, its children that ended, and the template it forked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, fields[11:15])) / _TICK + sum(cpu_of(int(child)) for child in children)


def graded(assignment: Assignment, files: dict[str, bytes], kind: str) -> float:
    """Grade one submission in this thread; return the CPU seconds."""
    choice.chosen = lambda: kind  # type: ignore[assignment]  # an internal matter
    server = getattr(seats._local, "server", None)
    before = cpu_of(server._process.pid) if server else 0.0
    started = time.thread_time()
    grade_submission(assignment, files)
    own = time.thread_time() - started
    return own + cpu_of(seats._local.server._process.pid) - before


def main() -> None:
    """Grade the class under both confinements and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        course = scratch_course(Course.find(Path(__file__).parents[2]), Path(folder, "course"))
        release(course, "week4")
        students = [sample.student for sample in make_class(course, "week4")]
        assignment = compile_assignment(course.solutions("week4"))
        handed_in = [read_submission(course.submitted("week4", name)) for name in students]
    threads = {kind: ThreadPoolExecutor(1) for kind in KINDS}
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for round_ in range(rounds + 1):
        for number, files in enumerate(handed_in):
            for kind in KINDS if number % 2 else reversed(KINDS):
                seconds = threads[kind].submit(graded, assignment, files, kind).result()
                if round_:  # the first starts templates and learns the reference solutions
                    spent[kind].append(seconds / len(assignment.masters))
    for thread in threads.values():
        thread.submit(seats.close_servers).result()
    for kind in KINDS:
        print(f"{kind:12} {1000 * statistics.mean(spent[kind]):6.1f} ms of CPU for a notebook")
    ratios = [b / a for a, b in zip(spent["namespaces"], spent["landlock"], strict=True)]
    total = sum(spent["landlock"]) / sum(spent["namespaces"])
    print(f"landlock / namespaces: {total:.3f} in all, {statistics.median(ratios):.3f} median")


if __name__ == "__main__":
    main()
