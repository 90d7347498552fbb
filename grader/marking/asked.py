"""What a page asked for, read from JSON: every value is of its kind, or the request is refused."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from grader.base.errors import GraderError
from grader.gradebook.history import State
from grader.marking.store import Step
from grader.masters.scheme import Scheme

_LONGEST = 5_000  # characters of a comment
_NAME = 60


def text(asked: Mapping[str, Any], name: str, longest: int = _LONGEST) -> str:
    """Return a text.

    Raises
    ------
    GraderError : it is none, or too long.
    """
    value = asked.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        got = f"{len(value)} characters" if isinstance(value, str) else repr(value)[:40]
        raise GraderError(f"{name} must be a text of at most {longest} characters, got {got}")
    return value


def number(asked: Mapping[str, Any], name: str, least: float, most: float) -> float:
    """Return a number between two others.

    Raises
    ------
    GraderError : it is none, or not between them.
    """
    value = asked.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise GraderError(f"{name} must be a number, got {value!r:.40}")
    if not least <= value <= most:
        raise GraderError(f"{name} must be between {least:g} and {most:g}, got {value:g}")
    return float(value)


def marker(asked: Mapping[str, Any]) -> str:
    """Return who marks, on one line.

    Raises
    ------
    GraderError : nobody.
    """
    name = " ".join(text(asked, "marker", _NAME).split())
    if not name:
        raise GraderError("Who marks must have a name", hint="Type it when the page asks.")
    return name


def state(asked: Mapping[str, Any], scheme: Scheme, digest: str) -> State:
    """Return the state of a mark.

    Raises
    ------
    GraderError : an item that the rubric has not, points out of bounds.
    """
    earned = asked.get("earned", [])
    if not isinstance(earned, list) or not all(name in scheme.names for name in earned):
        raise GraderError(f"The rubric has no such item: {earned!r:.60}", hint="Load it anew.")
    worth = scheme.worth
    hand = None
    if asked.get("by_hand") is not None:
        hand = number(asked, "by_hand", 0, worth)
    comments = asked.get("comments", {})
    if not isinstance(comments, dict) or len(comments) > len(scheme.items):
        raise GraderError("comments must be texts by item")
    said = {name: text(comments, name).strip() for name in comments if name in scheme.names}
    return State(
        earned=tuple(earned),
        adjustment=number(asked, "adjustment", -worth, worth),
        by_hand=hand,
        extra=number(asked, "extra", 0, worth) if hand is not None else 0.0,
        comments={name: words for name, words in said.items() if words},
        comment=text(asked, "comment").strip(),
        flag=asked.get("flag") is True,
        final=asked.get("final") is True,
        text=digest,
    ).within(scheme)


def step(asked: Mapping[str, Any], kind: str) -> Step:
    """Return the step that a request asks for.

    Raises
    ------
    GraderError : it has no name by which it would be known again.
    """
    name = text(asked, "step", 40)
    if not name:
        raise GraderError("A step must have a name of its own")
    return Step(name, marker(asked), kind)


def version(asked: Mapping[str, Any]) -> int:
    """Return the rubric's version that was shown."""
    return int(number(asked, "version", 1, 100_000))
