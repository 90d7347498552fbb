"""The answer to "what should I teach again?", in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.assistant.report.analysis import Item
from grader.gradebook.mistakes import Mistake

_SHOWN = 3


@dataclass(frozen=True)
class Lesson:
    """An exercise that cost many points, and what was behind it."""

    exercise: str
    notebook: str
    text: str


def lessons(items: Sequence[Item], found: Sequence[Mistake]) -> list[Lesson]:
    """Return the exercises with the most lost points, each with its costliest mistake.

    Parameters
    ----------
    found : the mistakes, the costliest first, without those who left an exercise empty.
    """
    costly = sorted((item for item in items if item.lost), key=lambda item: -item.lost)
    return [_lesson(item, found) for item in costly[:_SHOWN]]


def _lesson(item: Item, found: Sequence[Mistake]) -> Lesson:
    text = (
        f"{item.lost:.4g} of {item.possible:.4g} points lost, by {item.graded - item.full} of "
        f"{_students(item.graded)}"
    )
    if item.empty:
        text += f"; {item.empty} left it empty"
    mistake = next((m for m in found if m.exercise == item.exercise.name), None)
    if mistake is not None:
        told = f"{mistake.reason} {mistake.hint}".strip(" .")
        text += f". What cost most ({_students(len(mistake.students))}): “{told}”"
    return Lesson(item.exercise.name, item.exercise.notebook, f"{text}.")


def _students(count: int) -> str:
    return "1 student" if count == 1 else f"{count} students"
