"""Where marks count: nbgrader's gradebook, or, for an exam on paper, the history alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Connection

from grader.gradebook.by_hand import Given, give, given


class Ledger(Protocol):
    """What has the points of all students."""

    def given(self, connection: Connection, exercise: str, student: str = "") -> dict[str, Given]:
        """Return what it has for an exercise, by student."""

    def give(self, connection: Connection, seen: Given, now: Given) -> bool:
        """Write a mark; False if what was seen is not there any more."""


class Gradebook:
    """nbgrader's gradebook.

    Parameters
    ----------
    places : of each exercise, the notebook and the cell with the points.
    """

    def __init__(self, assignment: str, places: Mapping[str, tuple[str, str]]) -> None:
        self._assignment = assignment
        self._places = places

    def given(self, connection: Connection, exercise: str, student: str = "") -> dict[str, Given]:
        """Return what the gradebook has for an exercise, by student."""
        return given(connection, self._assignment, *self._places[exercise], student)

    def give(self, connection: Connection, seen: Given, now: Given) -> bool:
        """Write a mark; False if the row is not as it was seen."""
        return give(connection, seen, now)


class Paper:
    """An exam on paper, whose marks stand in the history and nowhere else."""

    def given(self, connection: Connection, exercise: str, student: str = "") -> dict[str, Given]:
        """Return nothing: nobody else writes marks."""
        return {}

    def give(self, connection: Connection, seen: Given, now: Given) -> bool:
        """Do nothing; the history has it."""
        return True
