"""The scores of plain ``nbgrader autograde`` and of ``grader autograde``, side by side.

    python tests/benchmarks/nbgrader_scores.py [--students 12] [--masters 6] [--without-demo]

An honest class: each student hands in all notebooks, filled with stored answers, about half of
them right. Printed is one table, an exercise in each row and a student in each column; where the
graders differ it shows ``nbgrader|grader``, and below it which trap of nbgrader makes the
difference. nbgrader runs every cell of every notebook, which takes about a minute of CPU for each
student; with ``--without-demo`` the cells tagged ``demo`` are deleted first, as a student may do.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from grading_speed import _ONE_THREAD, forget, run_grader, run_nbgrader, scores

from grader.base import notebooks
from grader.base.course import Course
from grader.cli.demo import ESSAY, scratch_course
from grader.instructor.answers import Answer, answered, stored_answers
from grader.instructor.release import release
from grader.masters.exercise import exercises

Place = tuple[str, str]


def honest_class(folder: Path, students: int, masters: int | None, *, demo: bool) -> Course:
    """Return a scratch course with so many honest submissions of week4."""
    repository = Course.find(Path(__file__).resolve().parents[2])
    course = scratch_course(repository, folder)
    for path in course.masters("week4")[masters:] if masters else ():
        path.unlink()
    release(course, "week4")
    stored: dict[str, list[Answer]] = {}
    for answer in stored_answers(repository, "week4"):
        stored.setdefault(answer.exercise, []).append(answer)
    for number in range(students):
        answers = {
            item.name: ESSAY if item.written else _choice(stored[item.name], number, place).body
            for place, item in enumerate(exercises(course.masters("week4")))
        }
        home = course.submitted("week4", f"student_{number:02}")
        home.mkdir(parents=True)
        for master in course.masters("week4"):
            notebook = answered(course.release("week4") / master.name, answers)
            notebook.cells = [
                cell for cell in notebook.cells
                if demo or "demo" not in cell.metadata.get("tags", [])
            ]  # fmt: skip
            notebooks.write(notebook, home / master.name)
    return course


def _choice(stored: list[Answer], student: int, place: int) -> Answer:
    """Return another answer for each student: right and wrong by turns, the first always right."""
    right = student == 0 or (student + place) % 2 == 0
    pool = [answer for answer in stored if answer.is_right == right]
    return pool[(student // 2 + place) % len(pool)]


def graded(course: Course) -> dict[str, dict[Place, float | None]]:
    """Return all scores of both graders; nbgrader comes last, so that its notebooks stay."""
    found = {}
    for name, run in (("grader", run_grader), ("nbgrader", run_nbgrader)):
        forget(course)
        started = time.monotonic()
        run(course)
        found[name] = scores(course)
        print(f"{name} autograde: {time.monotonic() - started:.0f} s")
    return found


def trap(course: Course, place: Place) -> str:
    """Return what in nbgrader's own outputs explains a score that differs."""
    student, cell_id = place
    for path in sorted((course.work / "autograded" / student / "week4").glob("*.ipynb")):
        for cell in notebooks.read(path).cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == cell_id:
                return _of_outputs(cell.get("outputs", []))
    return "nbgrader wrote no such cell"


def _of_outputs(outputs: list[Any]) -> str:
    for output in outputs:
        if output.output_type == "stream" and output.name == "stderr":
            return "a line on stderr costs all points: " + output.text.strip().splitlines()[-1][:90]
        if output.output_type == "error":
            return f"the test cell stopped: {output.ename}: {output.evalue[:90]}"
    if not outputs:
        return "the test cell has no output: nbgrader gives full points, or the kernel had died"
    return "all cells and tests share one kernel: what an earlier one left behind changed this one"


def show(course: Course, found: dict[str, dict[Place, float | None]]) -> None:
    """Print the table, and a line for each score that differs."""
    ours, theirs = found["grader"], found["nbgrader"]
    students = course.students("week4")
    asked = [item for item in exercises(course.masters("week4")) if not item.written]
    print(
        f"\n{'':22}{'of':>5}" + "".join(f"{name.removeprefix('student_'):>11}" for name in students)
    )
    for item in asked:
        cells = []
        for student in students:
            a, b = theirs.get((student, item.cell)), ours[student, item.cell]
            cells.append(f"{b:g}" if a == b and b is not None else f"{a}|{b}")
        print(f"{item.name:22}{item.points:5g}" + "".join(f"{text:>11}" for text in cells))
    places = [(student, item.cell) for item in asked for student in students]
    different = [place for place in places if theirs.get(place) != ours[place]]
    print(f"\n{len(places)} scores of {len(students)} students, {len(different)} differ")
    for place in different:
        print(f"  {' '.join(place)}: nbgrader {theirs.get(place)}, grader {ours[place]}: "
              f"{trap(course, place)}")  # fmt: skip


def main() -> None:
    """Make the class in a temporary folder, grade it twice and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--masters", type=int, help="use the first ones only, to be quicker")
    parser.add_argument("--without-demo", action="store_true", help="delete demo cells first")
    options = parser.parse_args()
    os.environ.update(_ONE_THREAD)
    with tempfile.TemporaryDirectory(prefix="nbgrader-scores-") as folder:
        demo = not options.without_demo
        course = honest_class(Path(folder), options.students, options.masters, demo=demo)
        show(course, graded(course))


if __name__ == "__main__":
    main()
