"""A made class for ``grader similarity``: honest students, and copies that were disguised.

An honest student takes a stored answer for each exercise. With a ``style``, the student also has
own names, comments and habits, so that the class resembles one of people.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from similarity_copies import commented, everything, habitual, reformatted, renamed, reordered

from grader.base.course import Course
from grader.cli.demo import scratch_course
from grader.instructor.answers import stored_answers
from grader.instructor.release import release
from grader.masters.exercise import exercises

Answers = dict[str, str]
_TEXT = re.findall(
    r"\w+",
    "every layer sends its gradient to the one below so all units of a hidden layer that start "
    "equal stay equal because they get the same signal and a random start breaks this symmetry "
    "while zero weights never move apart since the product with zero is zero in both directions "
    "the penalty shrinks small weights to exact zeros when its corner touches the contour first",
)


@dataclass
class Made:
    """A class in a scratch course; ``copies`` has the kind of each planted pair."""

    course: Course
    copies: dict[frozenset[str], str]


def make_class(
    folder: Path,
    students: int,
    *,
    each: int = 4,
    seed: int = 0,
    style: bool = True,
    only_right: bool = False,
    notebooks: int = 6,
    hard: bool = False,
    essays: bool = True,
    answers: int = 0,
    ability: bool = False,
    scattered: bool = False,
) -> Made:
    """Return a course in ``folder`` with so many honest students, and copies of some of them.

    Parameters
    ----------
    style : whether each has own names, comments and habits.
    only_right, answers : how few stored answers there are for each exercise (0 is no limit).
    ability : the good do most things right and the others most things wrong, so that honest
        students are alike in more than one exercise.
    scattered : a half is copied as half of the exercises, and not as half of the notebooks.
    """
    course = scratch_course(Course.find(Path(__file__).resolve().parents[2]), folder)
    release(course, "week4")
    rng = random.Random(seed)
    paths = [course.release("week4") / path.name for path in course.masters("week4")]
    blank = {path.name: json.loads(path.read_text("utf-8")) for path in paths[:notebooks]}
    pool = _pool(course, only_right, answers)
    asked = exercises(course.masters("week4"))
    written = {item.name for item in asked if item.written and essays}
    belongs = {item.name: f"{item.notebook}.ipynb" for item in asked}
    class_: dict[str, Answers] = {}
    for number in range(students):
        class_[f"honest{number:03}"] = _honest(pool, written, rng, style, ability)
    copies: dict[frozenset[str], str] = {}
    kinds = KINDS | (HARD if hard else {})
    for number, source in enumerate(rng.sample(sorted(class_), each * len(kinds))):
        kind = list(kinds)[number % len(kinds)]
        own = _honest(pool, written, rng, style, ability)
        here = [name for name in own if belongs[name] in blank]
        half = set(rng.sample(here, len(here) // 2))
        if len(blank) > 1 and not scattered:
            books = rng.sample(sorted(blank), len(blank) // 2)
            half = {name for name in here if belongs[name] in books}
        copying = Copying(class_[source], own, half, rng)
        class_[f"copy{number:03}"] = kinds[kind](copying)
        copies[frozenset((source, f"copy{number:03}"))] = kind
    for student, answers in class_.items():
        _hand_in(course, student, blank, answers)
    return Made(course, copies)


@dataclass
class Copying:
    """What somebody who copies has: another's answers, own ones, and a random generator.

    ``half`` are the exercises that are taken over by whoever copies a half.
    """

    theirs: Answers
    own: Answers
    half: set[str]
    rng: random.Random

    def each(self, change: Callable[[str, random.Random], str]) -> Answers:
        """Return all of the other's answers, changed."""
        return {name: change(code, self.rng) for name, code in self.theirs.items()}


def _pool(course: Course, only_right: bool, most: int) -> dict[str, list[tuple[bool, str]]]:
    pool: dict[str, list[tuple[bool, str]]] = {}
    for answer in stored_answers(course, "week4"):
        found = pool.setdefault(answer.exercise, [])
        if (answer.is_right or not only_right) and not 0 < most <= len(found):
            found.append((answer.is_right, answer.body))
    return pool


def _honest(
    pool: Mapping[str, list[tuple[bool, str]]],
    written: set[str],
    rng: random.Random,
    style: bool,
    ability: bool,
) -> Answers:
    """Return answers, right two times out of three; with a style, in the student's own way."""
    habits = random.Random(rng.random())
    often = rng.choice((0.2, 0.8, 1.0)) if ability else 2 / 3
    found: Answers = {}
    for name, answers in pool.items():
        right = rng.random() < often
        chosen = [code for ok, code in answers if ok == right] or [code for _, code in answers]
        found[name] = rng.choice(chosen)
        if style:
            found[name] = commented(renamed(habitual(found[name], habits), habits), habits)
    for name in sorted(written):
        found[name] = " ".join(rng.choices(_TEXT, k=40))
    return found


def _hand_in(course: Course, student: str, blank: Mapping[str, Any], answers: Answers) -> None:
    folder = course.submitted("week4", student)
    folder.mkdir(parents=True)
    for name, notebook in blank.items():
        cells = [
            {**cell, "source": answers.get(_grade_id(cell), cell["source"])}
            for cell in notebook["cells"]
        ]
        (folder / name).write_text(json.dumps({**notebook, "cells": cells}), "utf-8")


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def half_copied(copying: Copying) -> Answers:
    """Return own answers, and the other's for half of the exercises."""
    return {
        name: copying.theirs[name] if name in copying.half else copying.own[name]
        for name in copying.theirs
    }


KINDS: dict[str, Callable[[Copying], Answers]] = {
    "renamed": lambda copying: copying.each(renamed),
    "reordered": lambda copying: copying.each(reordered),
    "reformatted": lambda copying: copying.each(reformatted),
    "comments": lambda copying: copying.each(commented),
    "half": half_copied,
}
HARD: dict[str, Callable[[Copying], Answers]] = {
    "all at once": lambda copying: copying.each(everything),
    "half, renamed": lambda copying: half_copied(
        Copying(copying.each(renamed), copying.own, copying.half, copying.rng)
    ),
    "rewritten": lambda copying: copying.each(lambda c, r: renamed(habitual(c, r), r)),
}
