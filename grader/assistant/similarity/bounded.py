"""Reads what students wrote in a helper, where what takes too long ends nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.assistant.similarity.cells import Cell, Work, fill
from grader.assistant.similarity.fragments import Fragment
from grader.assistant.similarity.given import Function, Reader
from grader.base.course import Course
from grader.base.helper import BeyondBoundsError, ask
from grader.judge.assignment import Assignment

_SECONDS = 10  # of CPU for one student
_Keys = dict[Cell, frozenset[int]]


class BoundedReader:
    """A :class:`~grader.assistant.similarity.given.Reader` that lies in a helper.

    It knows the cells of the works that it has read. The numbers of two helpers are the same.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._what = course, assignment
        self._keys: _Keys = {}
        self._wording: _Keys = {}
        self.sources: list[Cell]
        self.library: list[Function]
        self.librarys: frozenset[int]
        self.sources, self.library, self.librarys = self._ask("given")

    def read(self, work: Work, files: Mapping[str, bytes]) -> tuple[Work, list[str]]:
        """Return the work with its cells, and what could not be read of it."""
        try:
            work, unread, keys, words = self._ask("read", work, files)
        except BeyondBoundsError as error:
            return work, [f"{work.name}: reading these files {error}"]
        self._keys |= keys
        self._wording |= words
        return work, unread

    def keys(self, source: str, is_code: bool) -> frozenset[int]:
        """Return the fragments of a cell, those of the library too."""
        return self._keys.get((source, is_code), frozenset())

    def wording(self, source: str, is_code: bool) -> frozenset[int]:
        """Return how code is worded."""
        return self._wording.get((source, is_code), frozenset())

    def fragments(self, source: str, is_code: bool) -> tuple[Fragment, ...]:
        """Return the fragments of a cell; none of one that takes too long, then none is marked."""
        try:
            found: tuple[Fragment, ...] = self._ask("fragments", source, is_code)
            return found
        except BeyondBoundsError:
            return ()

    def _ask(self, *question: object) -> Any:
        course, assignment = self._what
        key = str(course.root), *(master.digest for master in assignment.masters)
        return ask(f"{__name__}:Answers", key, self._what, _SECONDS, *question)


class Answers:
    """The reader in the helper: the first word of a question says what is asked."""

    def __init__(self, what: tuple[Course, Assignment]) -> None:
        self._assignment = what[1]
        self._reader = Reader(*what)

    def __call__(self, what: str, *question: Any) -> object:
        reader = self._reader
        if what == "given":
            return reader.sources, reader.library, reader.librarys
        return reader.fragments(*question) if what == "fragments" else self._read(*question)

    def _read(self, work: Work, files: Mapping[str, bytes]) -> tuple[Work, list[str], _Keys, _Keys]:
        unread = fill(work, files, self._assignment)
        cells = [cell for found in work.sources.values() for cell in found]
        keys = {cell: self._reader.keys(*cell) for cell in cells}
        return work, unread, keys, {cell: self._reader.wording(*cell) for cell in cells}
