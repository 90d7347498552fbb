"""A week is a folder of ``solutions/``: what stands in it, and what of it is given to students.

::

    week.toml        its title, its late rule, the data files of its notebooks
    *.ipynb          the masters
    exercises/       a file for each exercise, which the tests import as ``exercises``
    answers/         stored right and wrong answers
    questions/       its part of the exam bank
    slides.toml      which cell teaches which statement of the lecture

Masters, exercises and the data files that ``week.toml`` names are given; nothing else ever is.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.base.settings import read_settings
from grader.base.texts import read_text
from grader.base.trains import trains_in, without_trains

EXERCISES = "exercises"
"""The folder of the exercises, and the package as which the tests import it."""

_ALWAYS_IGNORED = ("__pycache__", "*.pyc", ".*")


@dataclass(frozen=True)
class Week:
    """One week of a course."""

    folder: Path

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What ``week.toml`` says; nothing if there is none.

        Raises
        ------
        GraderError : it is not TOML.
        """
        return read_settings(self.toml)

    @property
    def toml(self) -> Path:
        """The file of settings."""
        return self.folder / "week.toml"

    @property
    def title(self) -> str:
        """What students read; without one in ``week.toml`` it is made of the folder's name.

        Examples
        --------
        >>> Week(Path("week4")).title
        'Week 4'
        """
        plain = re.sub(r"(?<=[a-z])(?=\d)", " ", self.folder.name).capitalize()
        return str(self.settings.get("title", plain))

    @property
    def masters(self) -> list[Path]:
        """The master notebooks, in order."""
        return sorted(self.folder.glob("*.ipynb"))

    @property
    def exercises(self) -> list[Path]:
        """The files of the exercises, in order."""
        return sorted((self.folder / EXERCISES).glob("*.py"))

    def exercise_sources(self) -> dict[str, bytes]:
        """Return the files of the exercises by name as they are given: without ``TRAINS``."""
        return {path.name: _given(path.read_bytes()) for path in self.exercises}

    @property
    def trains(self) -> bool:
        """Whether any exercise says which exam questions train its mistakes.

        Raises
        ------
        GraderError : what one says of it is no dictionary of lists.
        """
        return any(trains_in(read_text(path, "exercise"), path.name) for path in self.exercises)

    @property
    def answers(self) -> Path:
        """The folder of the stored answers, one folder in it for each exercise."""
        return self.folder / "answers"

    @property
    def questions(self) -> Path:
        """The folder of the week's part of the exam bank."""
        return self.folder / "questions"

    @property
    def data(self) -> list[Path]:
        """The data files that notebooks read, as ``week.toml`` lists them under ``files``.

        Raises
        ------
        GraderError : a file is not there, or not in the week's folder.
        """
        return [self._listed(name) for name in self.settings.get("files", [])]

    def _listed(self, name: object) -> Path:
        path = self.folder / str(name)
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if isinstance(name, str) and inside and path.is_file():
            return path
        raise GraderError(
            f"{self.toml}: files must be names of files beside the masters, got {name!r}"
        )

    @property
    def given(self) -> list[Path]:
        """Everything of the week that students get, and that their answers are graded with."""
        return [*self.masters, *self.exercises, *self.data]

    def left_out(self) -> Iterator[str]:
        """Yield the names, as nbgrader ignores them, of all that stands here and is not given."""
        yield from _ALWAYS_IGNORED
        given = {part for path in self.given for part in path.relative_to(self.folder).parts}
        stays = {p for path in self.given for p in (path, *path.parents)}
        for path in files_in(self.folder):
            kept = next(p for p in (path, *path.parents) if p.parent in stays)
            if kept not in stays and kept.name not in given:
                yield glob.escape(kept.name)


def _given(data: bytes) -> bytes:
    """Return a file of an exercise without what is for the instructor alone."""
    text = data.decode("utf-8-sig", errors="replace")
    given = without_trains(text)
    return data if given == text else given.encode()


def names_left_out(solutions: Path) -> list[str]:
    """Return what nbgrader must ignore in all weeks of a course."""
    weeks = sorted({path.parent for path in solutions.glob("*/*.ipynb")})
    return sorted({name for week in weeks for name in Week(week).left_out()})
