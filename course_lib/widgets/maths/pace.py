"""How long a student's function takes, so that a slow one does not block a plot for minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

LIMIT = 4.0  # seconds: what a reader waits for one picture


class Paced:
    """A function that remembers its slowest call.

    Examples
    --------
    >>> paced = Paced(abs, "abs")
    >>> paced(-3), paced.too_slow_for(100)
    (3, False)
    """

    def __init__(self, function: Callable[..., Any], name: str) -> None:
        self.function, self.name = function, name
        self.slowest = 0.0  # seconds

    def __call__(self, *arguments: Any) -> Any:
        """Call the function and note how long it took."""
        start = time.perf_counter()
        try:
            return self.function(*arguments)
        finally:
            self.slowest = max(self.slowest, time.perf_counter() - start)

    def too_slow_for(self, calls: int) -> bool:
        """Tell whether so many calls would take longer than a reader waits."""
        return self.slowest * calls > LIMIT

    def complaint(self, calls: int) -> str:
        """Return the sentence that says why so many calls are not made."""
        return f"one call of {self.name} takes {self.slowest:.1f} s, and this needs {calls}"

    def require(self, calls: int) -> None:
        """Refuse to make so many calls more when they would take too long.

        Raises
        ------
        TimeoutError : they would.
        """
        if self.too_slow_for(calls):
            text = self.complaint(calls)
            raise TimeoutError(f"{text}. Make it faster, for example with array operations.")
