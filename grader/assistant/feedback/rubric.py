"""What the page says of a mark made from a rubric: what was earned, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isclose

from grader.gradebook.history import Rubric
from grader.masters.scheme import Item, allowed

Typeset = Callable[[str], str]


@dataclass(frozen=True)
class Line:
    """One item: whether it was earned, its words as they are shown, and what was said of it."""

    earned: bool
    got: float
    of: float | None
    words: str
    comment: str = ""


@dataclass(frozen=True)
class Marked:
    """All items of a mark, what was added or taken off besides, and the comment on the whole."""

    lines: tuple[Line, ...]
    adjustment: float
    comment: str


def marked(
    rubric: Rubric | None, score: float | None, comment: str, typeset: Typeset
) -> Marked | None:
    """Return what the page says of a mark, None if the gradebook has another one by now.

    Parameters
    ----------
    score, comment : of the gradebook.
    """
    if rubric is None or score is None:
        return None
    scheme, state = rubric.scheme, rubric.state
    if not isclose(sum(state.points(scheme)), score, abs_tol=1e-9):
        return None
    if state.words(scheme) != comment:
        return None
    lines = tuple(_lines(rubric, typeset))
    return Marked(lines, state.adjustment, state.comment)


def _lines(rubric: Rubric, typeset: Typeset) -> Iterator[Line]:
    """Yield the items that a student is told: those earned, and those that would have been."""
    earned = allowed(rubric.scheme, rubric.state.earned)
    for item in rubric.scheme.items:
        plain = not item.instead and item.points > 0
        if plain or item.id in earned:
            got = item.points if item.id in earned else 0.0
            said = rubric.state.comments.get(item.id, "")
            words = _labelled(rubric, item, typeset)
            yield Line(item.id in earned, got, item.points if plain else None, words, said)


def _labelled(rubric: Rubric, item: Item, typeset: Typeset) -> str:
    label = rubric.scheme.groups[item.group].label
    return typeset(f"{label} {item.words}" if label else item.words)
