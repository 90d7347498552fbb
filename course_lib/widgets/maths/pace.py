"""How long a student's function takes, so that a slow one does not block a plot for minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

LIMIT = 4.0  # seconds: what a reader waits for one picture


class Paced:
    """A function that remembers its fastest call: a busy machine makes calls slower, not faster.

    Examples
    --------
    >>> paced = Paced(abs, "abs")
    >>> paced(-3), paced.too_slow_for(100)
    (3, False)
    """

    def __init__(self, function: Callable[..., Any], name: str) -> None:
        self.function, self.name = function, name
        self.fastest = float("inf")  # seconds
        self._first: tuple[Any, ...] | None = None  # arguments, while there was one call only

    def __call__(self, *arguments: Any) -> Any:
        """Call the function and note how long it took."""
        self._first = arguments if self.fastest == float("inf") else None
        start = time.perf_counter()
        result = self.function(*arguments)
        self.fastest = min(self.fastest, time.perf_counter() - start)
        return result

    def too_slow_for(self, calls: int) -> bool:
        """Tell whether so many calls would take longer than a reader waits."""
        if self._first and self.fastest * calls > LIMIT:
            self(*self._first)  # the first call may have imported something
        return self.fastest * calls > LIMIT and self.fastest < float("inf")

    def complaint(self, calls: int) -> str:
        """Return the sentence that says why so many calls are not made."""
        return f"one call of {self.name} takes {self.fastest:.2g} s, and this needs {calls}"

    def require(self, calls: int) -> None:
        """Refuse to make so many calls more when they would take too long.

        Raises
        ------
        TimeoutError : they would.
        """
        if self.too_slow_for(calls):
            text = self.complaint(calls)
            raise TimeoutError(f"{text}. Make it faster, for example with array operations.")
