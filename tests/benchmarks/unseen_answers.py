"""What do answers get that somebody wrote who knew only the released notebooks?

    python tests/benchmarks/unseen_answers.py FOLDER [--only EXERCISE]

In FOLDER lie ``<exercise>/{right,wrong}_<slug>.py``, each the whole content of a solution cell; a
wrong one begins with ``# mistake: …`` in its author's words.  Graded as any submission, hidden
tests included.  Shown for each wrong answer are its points, the author's words and what the student
is told: whether that names the mistake is for a reader to say.  Last come the sums.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from grader.base.course import Course
from grader.base.records import by_cause
from grader.instructor.answers import answered
from grader.judge.assignment import compile_assignment
from grader.masters.exercise import exercises
from grader.workers import pool
from grader.workers.task import Task, grade

ROOT = Path(__file__).resolve().parents[2]
WEEK = "week4"


def tasks(folder: Path, only: str) -> tuple[dict[str, Task], dict[str, tuple[str, float]]]:
    """Return a submission for each answer, and for each its exercise's cell and points."""
    course = Course(ROOT)
    compiled = compile_assignment(course.solutions(WEEK))
    known = {item.name: item for item in exercises(course.masters(WEEK))}
    work, homes = {}, {}
    for path in sorted(folder.glob(f"{only or '*'}/*.py")):
        item = known[path.parent.name]
        home = course.solutions(WEEK) / f"{item.notebook}.ipynb"
        notebook = json.dumps(answered(home, {item.name: path.read_text()}))
        name = f"{item.name}/{path.stem}"
        work[name] = Task(replace(compiled, only=item.name), {home.name: notebook.encode()})
        homes[name] = (item.cell, item.points)
    return work, homes


def main() -> None:
    """Grade every answer and print a line for each and the sums."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="")
    asked = options.parse_args()
    work, homes = tasks(asked.folder, asked.only)
    workers = pool.Workers(1, ThreadPoolExecutor)
    outcomes = dict(pool.each(grade, work, workers=workers, load=work.__getitem__))
    right, wrong = [0, 0], [0, 0]
    for name in sorted(work):
        cell, points = homes[name]
        if isinstance(outcome := outcomes[name], Exception):
            raise outcome
        result = next(item for book in outcome.notebooks for item in book.exercises
                      if item.cell == cell)  # fmt: skip
        is_right = Path(name).name.startswith("right")
        tally = right if is_right else wrong
        tally[1] += 1
        tally[0] += (result.points == points) == is_right
        if is_right and result.points == points:
            continue
        print(f"\n{name}: {result.points} of {points:g}")
        print(f"    {(asked.folder / f'{name}.py').read_text().splitlines()[0]}")
        for cause, parts in by_cause(result.lost):
            print(f"    > {cause.reason} {cause.hint} (lost: {'; '.join(parts)})")
        if result.reason_not_graded:
            print(f"    > not graded: {result.reason_not_graded}")
    print(
        f"\nright with full marks: {right[0]} of {right[1]}; wrong caught: {wrong[0]} of {wrong[1]}"
    )


if __name__ == "__main__":
    main()
