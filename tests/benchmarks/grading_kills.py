"""Kills ``grader autograde`` at random moments, resumes it, and compares the gradebooks.

    python tests/benchmarks/grading_kills.py [--students 60] [--kills 25] [--masters 6] [--seed 1]

The class is put together from the stored answers of week4. The first run is not disturbed. Then
everything it made is deleted, and runs are started and killed with SIGKILL, each after a random
part of the time that a whole run takes; a last one completes the class. Every row of every table
must be the same.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from grader.base.course import Course
from grader.gradebook.store import load

# Rows by their meaning: nbgrader's own ids are random.
_TABLES = {
    "student": "SELECT id FROM student",
    "submission": """
        SELECT a.name, s.student_id, s.timestamp FROM submitted_assignment s
        JOIN assignment a ON s.assignment_id = a.id""",
    "notebook": """
        SELECT s.student_id, n.name, sn.late_submission_penalty FROM submitted_notebook sn
        JOIN notebook n ON sn.notebook_id = n.id
        JOIN submitted_assignment s ON sn.assignment_id = s.id""",
    "grade": """
        SELECT s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit,
               g.needs_manual_grade
        FROM grade g JOIN base_cell c ON g.cell_id = c.id
        JOIN submitted_notebook sn ON g.notebook_id = sn.id
        JOIN notebook n ON sn.notebook_id = n.id
        JOIN submitted_assignment s ON sn.assignment_id = s.id""",
    "comment": """
        SELECT s.student_id, n.name, c.name, m.auto_comment, m.manual_comment
        FROM comment m JOIN base_cell c ON m.cell_id = c.id
        JOIN submitted_notebook sn ON m.notebook_id = sn.id
        JOIN notebook n ON sn.notebook_id = n.id
        JOIN submitted_assignment s ON sn.assignment_id = s.id""",
    "cell": """
        SELECT n.name, c.name, c.type FROM base_cell c JOIN notebook n ON c.notebook_id = n.id""",
    "version": "SELECT version_num FROM alembic_version",
}


def state(course: Course, assignment: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the gradebook, the verdicts of the records and the graded files."""
    connection = sqlite3.connect(course.database)
    found = {name: sorted(connection.execute(query), key=repr) for name, query in _TABLES.items()}
    connection.close()
    students = course.students(assignment)
    records = [(name, load(course, assignment, name)) for name in students]
    found["record"] = [
        (name, item.exercise, item.points, item.verdict, item.reason_not_graded)
        for name, stored in records
        for item in (stored.exercises if stored else ())
    ]
    found["file"] = [
        (name, path.name)
        for name in students
        for path in sorted(course.autograded(assignment, name).iterdir())
    ]
    return found


def run(course: Course, assignment: str, *, kill_after: float | None = None) -> float | None:
    """Run ``grader autograde``; return its seconds, or None if it was killed on its way."""
    command = [sys.executable, "-m", "grader", "autograde", assignment]
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--course", str(course.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _, errors = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        return None
    if process.returncode:
        raise SystemExit(f"grader autograde ended with {process.returncode}: {errors.decode()}")
    return time.monotonic() - started


def uninterrupted(course: Course, assignment: str) -> dict[str, list[tuple[Any, ...]]]:
    """Grade everything in one run, return the state, and delete what it made."""
    run(course, assignment)
    found = state(course, assignment)
    forget(course)
    return found


def forget(course: Course) -> None:
    """Delete everything but the submissions."""
    for path in course.work.iterdir():
        if path.name != "submitted":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def killed_and_resumed(
    course: Course, assignment: str, *, kills: int, seed: int, longest: float = 6.0
) -> list[str]:
    """Kill so many runs, each at a random moment of at most ``longest`` seconds; then complete.

    Returns
    -------
    What each kill found: how many students had been graded by then. A run that ended before its
    moment came is done again from nothing, so that every kill hits a run that had work left.
    """
    rng = random.Random(seed)
    found: list[str] = []
    while len(found) < kills:
        if run(course, assignment, kill_after=rng.uniform(0.2, longest)) is None:
            graded = len(list((course.work / "records").glob("*/*.json")))
            found.append(f"{graded} graded")
        else:
            forget(course)
    run(course, assignment)
    return found


def main() -> None:
    """Kill, resume, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--masters", type=int, help="use the first ones only, to be quicker")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    from grading_class import sample_class

    with tempfile.TemporaryDirectory(prefix="grader-kills-") as folder:
        course = sample_class(Path(folder), options.students, masters=options.masters)
        started = time.monotonic()
        run(course, "week4")
        seconds = time.monotonic() - started
        whole = state(course, "week4")
        forget(course)
        print(f"{options.students} students, undisturbed: {seconds:.1f} s", flush=True)
        moments = killed_and_resumed(
            course, "week4", kills=options.kills, seed=options.seed, longest=seconds
        )
        print(f"killed {len(moments)} times, with {', '.join(moments)}")
        for name, rows in state(course, "week4").items():
            same = "equal" if rows == whole[name] else "DIFFERENT"
            print(f"{name:12} {len(rows):6} rows  {same}")
        if state(course, "week4") != whole:
            raise SystemExit("the gradebooks differ")


if __name__ == "__main__":
    main()
