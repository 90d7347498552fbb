"""What a plot is, described in Python: views with marks, guided steps.

A description is plain data. It travels to the page as JSON and is drawn there (``front/``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from course_lib.checks import message
from course_lib.widgets.controls import Control

Mark = dict[str, Any]


def mark(kind: str, **values: Any) -> Mark:
    """Return a mark: line, dots, rule, zones, words, field, handle, points (see front/marks.js).

    Texts in ``values`` name arrays, of the result or stored ones.
    """
    return {"kind": kind, **values}


@dataclass(frozen=True, kw_only=True)
class Axis:
    """An axis with its name; ``ticks`` are numbers or pairs (number, text).

    With ``log`` the values are powers of ten: a table and a handle read 10**x instead of x.
    """

    label: str = ""
    limits: tuple[float, float] | None = None
    ticks: Sequence[Any] | None = None
    log: bool = False


@dataclass(frozen=True, kw_only=True)
class View:
    """A picture with two axes, or of a ``kind`` that the plot's JavaScript file draws itself."""

    id: str
    title: str
    x: Axis = field(default_factory=Axis)
    y: Axis = field(default_factory=Axis)
    marks: Sequence[Mark] = ()
    kind: str = "axes"
    width: float = 1.0  # beside the others
    aspect: float = 0.8  # height by width of the inner box; 1 is kept exactly
    legend: bool = False
    below: bool = False  # in one column with the view before it
    touch: bool = False  # a press beside the handles is told to the plot's file


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the guided steps. With ``options`` it is a question, answered by ``see``."""

    title: str
    text: str
    see: str = ""
    options: Sequence[str] = ()
    set: Mapping[str, Any] | None = None  # values of controls
    act: str = ""  # a button that is pressed then


def question(text: str, options: Sequence[str], see: str, act: str = "", **set: Any) -> Step:
    """Return a step that asks for a prediction; an answer sets the controls."""
    return Step(title="Predict.", text=text, options=options, see=see, set=set, act=act)


def task(text: str, see: str, *, title: str = "Try.", **set: Any) -> Step:
    """Return a step with something to do; the reader may have the controls set."""
    return Step(title=title, text=text, see=see, set=set)


def as_json(part: Control | View | Step) -> dict[str, Any]:
    """Return a part of a description as JSON has it: kinds by name, nothing that is empty."""
    found = asdict(part)
    if isinstance(part, Control):
        found["kind"] = type(part).__name__.lower()
    if isinstance(part, View):
        for axis in ("x", "y"):
            found[axis] = _full(found[axis])
    return _full(found)


def _full(found: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing. A number that is not finite has no place in JSON."""
    kept = {name: value for name, value in found.items() if value not in (None, "", (), [])}
    for name, value in kept.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(message("a plot", name, "be finite", repr(value)))
    return kept
