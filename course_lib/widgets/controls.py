"""The controls of a plot, described in Python: what each may be, and what it is at first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course_lib.checks import message


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
    when: Mapping[str, Sequence[Any]] | None = None
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

    def check(self, value: Any, who: str) -> float | None:
        """Return the number, or None."""
        return None if value is None else self._within(-1e9, 1e9, value, who)


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
