"""What a plot is, described in Python: controls, views with marks, guided steps.

A description is plain data. It travels to the page as JSON and is drawn there (``front/``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from course_lib.checks import message

Values = Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class Control:
    """What all controls have.

    ``id`` is the name of the value in the state, in code and in a link. A folded control stands
    under "More settings"; ``when`` names the values of other controls for which it is shown.
    """

    id: str
    label: str
    value: Any = None
    folded: bool = False
    when: Mapping[str, Values] | None = None
    hint: str = ""

    def check(self, value: Any, who: str) -> Any:
        """Return an allowed value, or raise what tells the reader which are allowed."""
        return value

    def _within(self, low: float, high: float, value: Any, who: str) -> float:
        real = isinstance(value, (int, float)) and not isinstance(value, bool)
        if real and low <= value <= high:  # NaN is in no range
            return float(value) if isinstance(value, float) else int(value)
        raise self._refuse(who, f"be a number from {low:g} to {high:g}", value)

    def _refuse(self, who: str, must: str, value: Any) -> ValueError:
        return ValueError(message(who, self.id, must, repr(value)))


@dataclass(frozen=True, kw_only=True)
class Slider(Control):
    """A number from ``low`` to ``high`` in steps; ``unit`` is read after the number."""

    low: float
    high: float
    step: float = 1
    unit: str = ""
    digits: int = 2

    def check(self, value: Any, who: str) -> float:
        """Return the number."""
        return self._within(self.low, self.high, value, who)


@dataclass(frozen=True, kw_only=True)
class Stops(Control):
    """One of some numbers in order, such as learning rates; see :func:`powers`."""

    stops: Sequence[float]
    unit: str = ""
    digits: int = 4

    def check(self, value: Any, who: str) -> float:
        """Return the number; it need not be a stop, the nearest one is taken."""
        return self._within(self.stops[0], self.stops[-1], value, who)


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """One of the options, pairs (value, what is read)."""

    options: Sequence[tuple[Any, str]]

    def check(self, value: Any, who: str) -> Any:
        """Return the value."""
        values = [option for option, _ in self.options]
        if value not in values:
            must = "be one of " + ", ".join(repr(option) for option in values)
            raise self._refuse(who, must, value)
        return value


@dataclass(frozen=True, kw_only=True)
class Tick(Control):
    """Yes or no."""

    value: bool = False

    def check(self, value: Any, who: str) -> bool:
        """Return the value."""
        if not isinstance(value, bool):
            raise self._refuse(who, "be True or False", value)
        return value


@dataclass(frozen=True, kw_only=True)
class Entry(Control):
    """A field for a number; None is no answer yet."""


@dataclass(frozen=True, kw_only=True)
class Hidden(Control):
    """A value without an element on the page, such as a seed that a button counts up.

    Of a text, ``pattern`` is what all of it must match.
    """

    label: str = ""
    pattern: str = ""

    def check(self, value: Any, who: str) -> Any:
        """Return the value, which has the type of the default."""
        if type(value) is not type(self.value):
            raise self._refuse(who, f"be of type {type(self.value).__name__}", value)
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise self._refuse(who, f"match {self.pattern}", value)
        return value


@dataclass(frozen=True, kw_only=True)
class Button(Control):
    """Calls the function with the control's ``id`` in the plot's JavaScript file."""


@dataclass(frozen=True)
class Mark:
    """Something in a view. Texts in ``values`` name arrays, of the result or stored ones."""

    kind: str
    values: dict[str, Any]


def mark(kind: str, **values: Any) -> Mark:
    """Return a mark: line, dots, rule, zones, words, field, handle, points (see front/axes.js)."""
    return Mark(kind, values)


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


def powers(low: float, high: float, per_decade: int = 10) -> list[float]:
    """Return stops from 10**low to 10**high, rounded to two digits, each once.

    Examples
    --------
    >>> powers(-1, 0, 3)
    [0.1, 0.22, 0.46, 1.0]
    """
    count = round((high - low) * per_decade)
    exact = [10 ** (low + i / per_decade) for i in range(count + 1)]
    return list(dict.fromkeys(float(f"{stop:.2g}") for stop in exact))


def as_json(part: Control | View | Step) -> dict[str, Any]:
    """Return a part of a description as JSON has it: kinds by name, nothing that is empty."""
    found = asdict(part)
    if isinstance(part, Control):
        found["kind"] = type(part).__name__.lower()
    if isinstance(part, View):
        found["marks"] = [{"kind": m.kind, **m.values} for m in part.marks]
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
