"""How long 300 practice sheets take, each from the mistakes of one student.

``python tests/benchmarks/practice_class.py [STUDENTS]`` makes records with the hints of the
stored wrong answers, plans everybody's sheet from them, and sets it as PDF.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from grader.base.course import Course
from grader.base.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.exam import practice
from grader.exam.mending import losses, sheets
from grader.exam.mending.links import links
from grader.exam.mending.plan import Plan
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.instructor.answers import stored_answers
from grader.masters.exercise import exercises

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 300


def plans(course: Course) -> Iterator[Plan]:
    """Yield the plan of each student: a third of the exercises has a stored wrong answer's hint."""
    asked = tuple(exercises(course.masters("week4")))
    hints: dict[str, list[str]] = {item.name: [] for item in asked}
    for answer in stored_answers(course, "week4"):
        hints[answer.exercise] += answer.hints
    trained = links(course.week("week4"), asked)
    rng = np.random.default_rng(0)
    for i in range(COUNT):
        found, scores = [], {}
        for item in asked:
            wrong = bool(hints[item.name]) and rng.uniform() < 1 / 3
            told = str(rng.choice(hints[item.name])) if wrong else ""
            lost = (LostPoints("", item.points, told),) if wrong else ()
            scores[item.name] = 0.0 if wrong else item.points
            found.append(ExerciseResult(item.name, item.cell, item.notebook, scores[item.name],
                                        item.points, "failed", lost))  # fmt: skip
        stored = Stored(f"s{i}", "", SubmissionResult((NotebookResult("01", "", tuple(found)),)))
        row = Row(f"s{i}", dict(scores), 100, (), (), asked=asked)
        yield sheets.own(row, losses.of_student(row, stored), trained, 1, 8)


if __name__ == "__main__":
    course = Course.find(Path(__file__).resolve().parents[2])
    made = list(plans(course))
    start = time.perf_counter()
    make = partial(sheets.sheet, sheets.order(course, "week4"), 1)
    sizes = [len(pdf) for pdf in practice.each(make, made)]
    print(f"{len(sizes)} sheets, {sum(len(plan.steps) for plan in made)} questions, "
          f"{sum(sizes) / 1e6:.1f} MB in {time.perf_counter() - start:.1f} s")  # fmt: skip
