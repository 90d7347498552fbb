"""The class that the grading benchmarks use: the sample class of ``grader demo``, made longer."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from grader.base.course import Course
from grader.cli.demo import make_class, scratch_course
from grader.instructor.release import release
from grader.masters.exercise import exercises


def sample_class(
    folder: Path, students: int, *, honest: bool = False, masters: int | None = None
) -> Course:
    """Return a scratch copy of this course with so many submissions of week4.

    Parameters
    ----------
    honest : only notebooks that plain nbgrader can read too: no odd files.
    masters : use so many of the masters only, the first ones.
    """
    course = scratch_course(Course.find(Path(__file__).resolve().parents[2]), folder)
    for path in course.masters("week4")[masters:] if masters else ():
        path.unlink()
    _forget_other_answers(course)
    release(course, "week4")
    samples = make_class(course, "week4")
    if honest:
        for sample in samples:
            if sample.oddity not in ("", "unfinished", "nothing was answered"):
                shutil.rmtree(course.submitted("week4", sample.student).parent)
    originals = course.students("week4")
    for number, student in zip(
        range(students - len(originals)), itertools.cycle(originals), strict=False
    ):
        copy = course.submitted("week4", f"{student}_{number:04}")
        shutil.copytree(course.submitted("week4", student), copy)
    for student in course.students("week4")[students:]:
        shutil.rmtree(course.submitted("week4", student).parent)
    return course


def _forget_other_answers(course: Course) -> None:
    """Delete the stored answers of exercises that no master has any more."""
    known = {item.name for item in exercises(course.masters("week4"))}
    for folder in (course.root / "solutions" / "week4" / "answers").iterdir():
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder)
