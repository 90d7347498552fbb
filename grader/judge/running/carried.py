"""Errors carried forward: an exercise is judged once more with the reference in an earlier place.

An answer may call functions of earlier exercises. Where one of those has a mistake, the answer is
judged a second time with the reference solution in that place: right is then what only the earlier
mistake had spoilt. The reference runs in the judge and sends results, so it never stands beside
the student's code; it stops when it was asked too much.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.judge.running.program import Program
from grader.judge.running.testcell import Outcome
from grader.judge.text import one_line
from grader.sandbox import library

CARRIED = "errors carried forward"  # where a judge is that has begun with them
_MOST_CALLS, _MOST_SECONDS = 50_000, 10.0  # of the reference, for one exercise


@dataclass
class Lender:
    """Answers, in the judge, for functions of the reference solution that were lent."""

    functions: Mapping[str, Callable[..., Any]]
    calls: int = 0
    seconds: float = 0.0

    def answer(self, asked: Any) -> tuple[Any, ...]:
        """Return ("value", result, states of generators), or ("error", type's name, message).

        ``asked`` comes from a student's process: name, arguments, keyword arguments, and the
        states of generators by their place among the arguments.
        """
        match asked:
            case (str(name), tuple(args), dict(kwargs), dict(states)) if name in self.functions:
                return self._called(name, [*args], kwargs, states)
        return ("error", "TypeError", "there is no such function")

    def _called(
        self, name: str, args: list[Any], kwargs: dict[Any, Any], states: dict[Any, Any]
    ) -> tuple[Any, ...]:
        self.calls += 1
        if self.calls > _MOST_CALLS or self.seconds > _MOST_SECONDS:
            return ("error", "RuntimeError", f"the course's {name} was called too often")
        started = time.process_time()
        try:
            generators = {place: _generator(state) for place, state in states.items()}
            for place, generator in generators.items():
                into: Any = args if isinstance(place, int) else kwargs
                into[place] = generator
            value = self.functions[name](*args, **kwargs)
            after = {place: g.bit_generator.state for place, g in generators.items()}
            return ("value", value, after)
        except Exception as error:
            return ("error", type(error).__name__, one_line(error, limit=200))
        finally:
            self.seconds += time.process_time() - started


def _generator(state: Any) -> np.random.Generator:
    bits = np.random.PCG64()
    bits.state = state
    return np.random.Generator(bits)


def solution_functions(program: bytes, namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the reference solution defines, run in a copy of the namespace."""
    found = dict(namespace)
    with contextlib.suppress(Exception):  # then nothing can be lent
        Program.unpacked(program).run(0, found)
    return found


@contextlib.contextmanager
def told_as_lent(exercises: Sequence[str]) -> Iterator[None]:
    """Let tests inside not say that the mistake may lie in one of these exercises."""
    library.lend(exercises)
    try:
        yield
    finally:
        library.lend(())


def better(first: Outcome, second: Outcome | None, lent: Sequence[str]) -> Outcome:
    """Return the second outcome unless it says less of the answer; note whose function was lent.

    Examples
    --------
    >>> better(Outcome("score", 1.0), Outcome("score", 3.0), ["ridge_fit"]).note
    "Graded with the course's ridge_fit, because yours has a mistake of its own."
    >>> better(Outcome("score", 1.0), Outcome("failed", reason="It stopped."), ["ridge_fit"]).points
    1.0
    """
    if second is None or second.status != "score" or second.points < first.points:
        return first
    if second.points > first.points:
        names = " and ".join(lent)
        have = "yours has a mistake of its own" if len(lent) == 1 else "yours have mistakes"
        second.note = f"Graded with the course's {names}, because {have}."
    return second
