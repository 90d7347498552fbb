"""The bank: the folder ``questions`` of a week, a file a topic, a small function a question."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType

import numpy as np

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.week import Week
from grader.exam.bank import validity
from grader.exam.question import LEVELS, Question, UnsuitableError

Draw = Callable[[np.random.Generator, int], Question]
_TRIES = 200


@dataclass(frozen=True)
class Entry:
    """A question of the bank, before its numbers are drawn."""

    id: str
    title: str
    topic: str
    slide: str
    points: tuple[int, int, int]
    minutes: tuple[float, float, float]
    variants: int
    function: Draw

    def draw(self, rng: np.random.Generator, level: int) -> Question:
        """Return a variant at a level from 1 (easy) to 3 (hard).

        Raises
        ------
        GraderError : the function failed, or what it returned cannot be printed and marked.
        """
        for _ in range(_TRIES):
            try:
                question = self.function(rng, level)
            except UnsuitableError:
                continue
            except Exception as error:
                what = f"{type(error).__name__}: {error}"
                raise GraderError(f"question {self.id}, level {level}: {what}") from error
            return self._complete(question, level)
        raise GraderError(f"question {self.id}, level {level}: no suitable numbers were found")

    def _complete(self, question: Question, level: int) -> Question:
        place = LEVELS.index(level)
        full = replace(
            question, id=self.id, title=self.title, topic=self.topic, slide=self.slide,
            level=level, points=self.points[place], minutes=self.minutes[place],
        )  # fmt: skip
        if faults := validity.faults(full):
            raise GraderError(f"question {self.id}, level {level}: {'; '.join(faults)}")
        return full


def question(
    *,
    title: str,
    slide: str,
    points: Sequence[int],
    minutes: Sequence[float],
    variants: int = 20,
) -> Callable[[Draw], Draw]:
    """Mark a function as a question of the bank.

    Points and minutes are given for each level.  ``variants`` is a promise that the stress test
    keeps: so many different variants there are at least among 300 of each level.
    """

    def mark(function: Draw) -> Draw:
        facts = {"title": title, "slide": slide, "points": tuple(points),
                 "minutes": tuple(minutes), "variants": variants}  # fmt: skip
        function.exam_facts = facts  # type: ignore[attr-defined]  # read by `load` below
        return function

    return mark


@lru_cache(maxsize=8)
def load(week: Week | None = None) -> dict[str, Entry]:
    """Return the questions of a week by their names, in the order of the lecture.

    Without a week it is that of the course around here, if only one has questions.

    Raises
    ------
    GraderError : it is not clear which week is meant, or two questions have the same name.
    """
    week = week or choose()
    folder = package(week)
    entries: dict[str, Entry] = {}
    for topic in folder.TOPICS:
        module = importlib.import_module(f"{folder.__name__}.{topic}")
        for name, function in vars(module).items():
            if (facts := getattr(function, "exam_facts", None)) is None:
                continue
            if function.__module__ != module.__name__:
                continue  # it belongs to the topic that it was imported from
            if name in entries:
                raise GraderError(f"bank: two questions are called {name}")
            entries[name] = Entry(id=name, topic=topic, function=function, **facts)
    return entries


def choose(name: str = "", course: Course | None = None) -> Week:
    """Return the week of a name; without one, the only week of the course that has questions.

    Raises
    ------
    GraderError : there is no such week, or there are several and none is named.
    """
    course = course or Course.find()
    weeks = [course.week(known) for known in course.assignments()]
    known = {week.folder.name: week for week in weeks if week.questions.is_dir()}
    if name in known or (not name and len(known) == 1):
        return known[name or next(iter(known))]
    said = f"got {name!r}" if name else "and none is named"
    hint = "" if name else "Add --week, or week = ... to the blueprint."
    raise GraderError(f"week must be one of {', '.join(known) or 'none yet'}, {said}", hint=hint)


def package(week: Week) -> ModuleType:
    """Return the package of a week's questions, loaded from its folder.

    Raises
    ------
    GraderError : there is none.
    """
    folder = week.questions.resolve()
    name = f"questions_{zlib.crc32(str(folder).encode()):08x}"  # two courses may be open at once
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None or not (folder / "__init__.py").is_file():
            raise GraderError(f"{week.folder.name} has no questions", hint=f"Put them in {folder}.")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            raise
    return sys.modules[name]


def find(name: str, week: Week | None = None) -> Entry:
    """Return a question by its name, or name the nearest one.

    Examples
    --------
    >>> find("neuron_gradent")
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: bank: there is no question neuron_gradent in week4. ...
    """
    week = week or choose()
    entries = load(week)
    if name in entries:
        return entries[name]
    close = difflib.get_close_matches(name, entries, n=1)
    hint = f"Did you mean {close[0]}?" if close else "`grader exam list` shows all."
    raise GraderError(f"bank: there is no question {name} in {week.folder.name}", hint=hint)


def variant_rng(seed: int, entry_id: str, level: int, copy: int = 0) -> np.random.Generator:
    """Return the generator of one variant: it depends on nothing but these four values."""
    return np.random.default_rng([seed, zlib.crc32(entry_id.encode()), level, copy])
