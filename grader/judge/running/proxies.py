"""Stand-ins, in the judge, for the names that the student's notebook defines."""

from __future__ import annotations

import builtins
import re
import sys
from bisect import bisect
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Any

import numpy as np

from grader.judge.running.generators import move_to
from grader.judge.running.program import Program
from grader.judge.running.questions import LostError, TimeUpError
from grader.judge.running.session import Session
from grader.judge.text import one_line
from grader.sandbox import library

Guard = tuple[list[str], list[str]]
"""What of the library an answer may call, and what elsewhere it may not."""
_CALLED = re.compile(r" calls ([a-z_]+(?:\.\w+){1,6})\.(?: |$)")
WITHHELD = "(its message is not shown, because the test is hidden)"


class StudentRaisedError(Exception):
    """Mixed into every exception that comes from the student's process."""

    student_line = ""


class FaultError(TypeError):
    """The test itself does what no student can answer, for example sends an open file."""


def student_error(name: str, kinds: Sequence[str], message: str, line: str = "") -> Exception:
    """Return an exception that is an instance of the builtin type the student raised.

    Examples
    --------
    >>> error = student_error("MyError", ["ValueError", "Exception"], "no")
    >>> isinstance(error, ValueError), type(error).__name__, str(error)
    (True, 'MyError', 'no')
    """
    base: type[BaseException] = RuntimeError
    for kind in kinds:
        found = getattr(builtins, kind, None)
        if isinstance(found, type) and issubclass(found, (Exception, SystemExit)):
            base = _as_base(found)
            break
    shown = name if name.isidentifier() and len(name) < 60 else base.__name__
    made = type(shown, (StudentRaisedError, base), {"__str__": lambda self: message})
    error = made(message)
    error.student_line = line
    return error  # type: ignore[no-any-return]  # made by type() just above


def _as_base(kind: type[BaseException]) -> type[BaseException]:
    """Return the type itself, unless it cannot be made or would steer the test."""
    if issubclass(kind, (StopIteration, StopAsyncIteration)):
        return RuntimeError  # as in a generator: ``all(map(f, cases))`` must not end early
    return ValueError if issubclass(kind, (UnicodeError, BaseExceptionGroup)) else kind


class Calls:
    """What the proxies of one test share: its process, and which lines of it are hidden.

    Parameters
    ----------
    cell : the file name under which the test cell was compiled.
    program : the test cell; None for another cell of the instructor.
    may_be_empty : whether the reference solution returns something empty in this test.  Where it
        does not, nobody may: ``np.allclose([], 3)`` and ``all(...)`` over nothing are true.
    lent : names in whose place the reference stands.
    """

    def __init__(
        self,
        session: Session,
        snapshot: int,
        cell: str,
        program: Program | None,
        *,
        may_be_empty: bool = True,
        lent: Sequence[str] = (),
    ) -> None:
        self.session, self.snapshot = session, snapshot
        self.cell = cell
        self.hidden = program.hidden if program else frozenset[int]()
        self.starts = program.starts if program else ()
        self.may_be_empty, self.lent = may_be_empty, list(lent)
        self.secret = self.was_empty = False

    def look(self, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Return what the student's notebook has under these names."""
        try:
            reply = self.session.ask(self.snapshot, "look", "look", list(names))
        except LostError:
            return {}
        found = reply if isinstance(reply, dict) else {}
        return {n: found[n] for n in names if isinstance(found.get(n), tuple) and found[n]}

    def call(self, name: str, args: Any, kwargs: Any, guard: Guard | None) -> Any:
        """Call a function of the student."""
        reply = self._ask("call", name, args, kwargs, guard)
        return self._value(reply, name, (*args, *kwargs.values()), guard)

    def look_at_call(
        self, name: str, args: Any, kwargs: Any, guard: Guard | None
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Call a function; return also its arguments as they are afterwards."""
        reply = self._ask("look at call", name, args, kwargs, guard)
        match reply:
            case (answer, (str("after"), (tuple(args_after), dict(kwargs_after)))):
                value = self._value(answer, name, (*args, *kwargs.values()), guard)
            case (answer, (str("refused"), str(_))):
                self._value(answer, name, (), guard)  # an error of the call comes first
                text = f"{name} put something else than plain data into its arguments"
                raise student_error("TypeError", ["TypeError"], text)
            case _:
                raise student_error("Crash", ["RuntimeError"], f"{name} sent what is no answer")
        if len(args_after) != len(args) or kwargs_after.keys() != kwargs.keys():
            raise student_error("Crash", ["RuntimeError"], f"{name} sent what is no answer")
        args_after = tuple(map(_kept, args, args_after))
        kwargs_after = {key: _kept(kwargs[key], after) for key, after in kwargs_after.items()}
        return value, args_after, kwargs_after

    def _ask(self, action: str, name: str, args: Any, kwargs: Any, guard: Guard | None) -> Any:
        """Return what the student's process answers."""
        self.session.forbidden.update(guard[1] if guard else ())
        try:
            question = (action, name, args, kwargs, guard, self.lent)
            return self.session.ask(self.snapshot, self._part(), *question)
        except TimeUpError as error:
            raise student_error("TimeLimit", ["TimeoutError"], f"{name}: {error}") from None
        except LostError as error:
            raise student_error("Crash", ["RuntimeError"], f"{name} {error}") from None
        except ValueError as error:
            raise FaultError(f"the test passes {name} something else than data: {error}") from None

    def _value(self, reply: Any, name: str, passed: Iterable[Any], guard: Guard | None) -> Any:
        """Return the result in an answer, or raise what stands there instead of one."""
        generators = [a for a in passed if isinstance(a, np.random.Generator)]
        match reply:  # str("value"): an array cannot be compared with a word
            case (str("value"), value, list(states)):
                for generator, state in zip(generators, states, strict=False):
                    move_to(generator, state)
                if is_empty(value):
                    self.was_empty = True
                    if not self.may_be_empty:
                        text = f"{name} must not return anything empty here"
                        raise student_error("ValueError", ["ValueError"], text)
                return value
            case (str("refused"), str(reason)):
                why = "" if self._in_hidden_line() else f": {one_line(reason)}"
                text = f"{name} must return plain data{why}"
                raise student_error("TypeError", ["TypeError"], text)
            case (str("error"), {"name": str(kind), "kinds": list(kinds), "message": str(message),
                            "line": str(line)}):  # fmt: skip
                raise self._error(kind, kinds, message, line, guard)
        raise student_error("Crash", ["RuntimeError"], f"{name} sent what is no answer")

    def _error(
        self, kind: str, kinds: list[Any], message: str, line: str, guard: Guard | None
    ) -> Exception:
        kinds = [k for k in kinds if isinstance(k, str)]
        secret = self._in_hidden_line()
        if kind == "DelegationError":
            return delegation(message, known=not secret)
        if not secret:
            return student_error(kind, kinds, one_line(message, limit=500), one_line(line))
        # In a hidden test nothing may come back that the student can write into.
        known = next((k for k in kinds if hasattr(builtins, k)), "Exception")
        return student_error(known, kinds, WITHHELD)

    def _part(self) -> tuple[str, int]:
        """Return which part of the test is running: its name, and the statement of the cell."""
        outermost = [0, *self._lines()][-1]
        return library.part(), bisect(self.starts, outermost)

    def _in_hidden_line(self) -> bool:
        return self.secret or next(self._lines(), 0) in self.hidden

    def _lines(self) -> Iterator[int]:
        """Yield the lines of the test cell that are running, the innermost first."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == self.cell:
                yield frame.f_lineno
            frame = frame.f_back


def _kept(passed: Any, after: Any) -> Any:
    """Return an argument after its call: a generator of the judge stays the judge's own."""
    return passed if isinstance(passed, np.random.Generator) else after


def is_empty(value: object) -> bool:
    """Return whether a value is a container without entries, or has one in it.

    Examples
    --------
    >>> is_empty(np.ones((0, 1))), is_empty(([1], [])), is_empty({"dW": np.ones(2)}), is_empty("")
    (True, True, False, False)
    """
    if isinstance(value, np.ndarray):
        return value.size == 0
    if isinstance(value, (list, tuple, set, dict)):
        inside = value.values() if isinstance(value, dict) else value
        return not value or any(is_empty(item) for item in inside if type(item) is not float)
    return False


def delegation(message: str, *, known: bool) -> Exception:
    """Return a DelegationError that says what was called, if that may be ``known``.

    Its text is ours: a student can raise an error of this name and write what he likes into it.

    Examples
    --------
    >>> print(delegation("... your code calls np.sum. Write ...", known=True))
    The exercise asks for your own implementation, and your code calls np.sum.
    >>> print(delegation("41 59 26", known=True))
    The exercise asks for your own implementation, and your code calls a library function.
    """
    match = _CALLED.search(message) if known else None
    called = match[1] if match and len(match[1]) < 100 else "a library function"
    text = f"The exercise asks for your own implementation, and your code calls {called}."
    return student_error("DelegationError", ["RuntimeError"], text)


class Function:
    """A function of the student's notebook; calling it asks the student's process."""

    def __init__(self, calls: Calls, name: str, guard: Guard | None = None) -> None:
        self._calls = calls
        self._guard = guard
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function with plain data; return plain data."""
        return self._calls.call(self.__name__, args, kwargs, self._guard)

    def looking(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Call the function; return its result and its arguments as they are after the call.

        The arguments passed here stay as they are: the student's function has copies.

        Raises
        ------
        StudentRaisedError : the call failed; what it did to its arguments is not told then.
        """
        return self._calls.look_at_call(self.__name__, args, kwargs, self._guard)

    def forbidding(self, names: Sequence[str], *, allow: Sequence[str] = ()) -> Function:
        """Return the function such that calling the library or one of these names is an error.

        ``allow`` are dotted names of the library that it may call all the same.
        """
        return Function(self._calls, self.__name__, (list(allow), list(names)))

    def __repr__(self) -> str:
        return f"<the student's {self.__name__}>"


def no_class(name: str) -> Callable[..., Any]:
    """Return what stands for a class of the student, which cannot travel."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise FaultError(f"{name} is a class; tests can use functions and plain values only")

    return refuse


def bind(calls: Calls, kinds: Mapping[str, str], used: Container[str]) -> dict[str, Any]:
    """Return the stand-ins for the solution's names, as far as a test uses them."""
    bound: dict[str, Any] = {}
    for name, kind in kinds.items():
        if kind == "function":
            bound[name] = Function(calls, name)
        elif kind == "class":
            bound[name] = no_class(name)
    data = sorted(name for name, kind in kinds.items() if kind == "data" and name in used)
    for name, found in (calls.look(data) if data else {}).items():
        match found:
            case (str("data"), value):
                bound[name] = value
            case (str("function"), *_):
                bound[name] = Function(calls, name)
    return bound
