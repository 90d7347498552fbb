"""Own work: while an answer runs, the library is closed to it but for what its exercise allows.

Closing swaps the ``__code__`` of every Python function of the library. That reaches every
reference to them: put aside under another name, bound in an object, or part of a second copy of a
module. What answers a grader's test stays closed until its result has been read; in a notebook the
library opens again after the call.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from course_lib.hints import functions
from course_lib.hints.errors import DelegationError

_TRUSTED = (functions.FOLDER, sys.prefix, sys.base_prefix)  # code from there is not an answer's
Guard = tuple[Sequence[str], Sequence[str]]
"""Dotted names: what of the library may be called, and what elsewhere may not."""


def own_work(
    function: Callable[..., Any], allow: Sequence[str] = (), forbid: Sequence[str] = ()
) -> Callable[..., Any]:
    """Return ``function`` such that calling the library in it is an error.

    Parameters
    ----------
    function : the student's function. If it has a method ``forbidding``, as the grader's
        stand-ins do, that is asked instead.
    allow : dotted names of functions, classes or modules of ``course_lib`` that may be called,
        such as ``"course_lib.linear_models.Ridge"``. Everything else of it is closed, and so are
        the exercises.
    forbid : dotted names of functions elsewhere that would be a ready solution. A name whose
        module is not installed is skipped.

    Raises
    ------
    DelegationError : by the returned function, also if the student's code swallows the first.

    Examples
    --------
    >>> import statistics
    >>> mean = own_work(lambda x: statistics.mean(x), forbid=["statistics.mean"])
    >>> mean([1, 2])
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.DelegationError: The exercise asks for your own implementation, and \
your code calls statistics.mean. Write the formula itself. You may use NumPy and your earlier \
exercises.
    """
    if hasattr(function, "forbidding"):
        guarded: Callable[..., Any] = function.forbidding(list(forbid), allow=list(allow))
        return guarded
    if not callable(function):
        return function  # a stub such as `f = ...`; the call will say so

    plan = _planned(allow, forbid)  # once: looking through all objects takes a while

    @functools.wraps(function)
    def careful(*args: Any, **kwargs: Any) -> Any:
        with closed(plan):
            return function(*args, **kwargs)

    return careful


@contextmanager
def closed(plan: Plan) -> Iterator[None]:
    """Close the library inside the block.

    Raises
    ------
    DelegationError : at the end, if something closed was called and the error was swallowed.
    """
    open_again()
    _door.close(plan)
    try:
        yield
        _door.settle(plan)
    except ModuleNotFoundError as error:
        raise explained(error) from None
    finally:
        open_again()


def close(allow: Sequence[str] = (), forbid: Sequence[str] = ()) -> Plan:
    """Close the library in this process until :func:`open_again`, or for another guard."""
    guard = (tuple(allow), tuple(forbid))
    if _door.plan is not None and _door.plan.guard == guard:
        _door.called.clear()
        return _door.plan
    open_again()
    _door.close(_planned(*guard))
    assert _door.plan is not None  # just closed
    return _door.plan


def open_again() -> None:
    """Give every function its code back."""
    _door.open()


def called(plan: Plan) -> None:
    """Raise if something closed was called since the library was closed by this plan.

    Raises
    ------
    DelegationError : so it was, or the answer has opened the library itself.
    """
    _door.settle(plan)


def explained(error: BaseException) -> BaseException:
    """Return the error of a call; that an exercise is not there is delegation too.

    Where answers are graded nothing is there that computes right values.
    """
    name = (error.name or "") if isinstance(error, ModuleNotFoundError) else ""
    return (
        DelegationError(name)
        if name.partition(".")[0] in (functions.EXERCISES, functions.PACKAGE)
        else error
    )


def remember() -> None:
    """Note all functions of the library that there are now.

    In a process that freezes its objects afterwards, as the grader's template does, closing looks
    only at what is new since then.
    """
    _door.known = functions.library_functions()


@dataclass(frozen=True)
class Plan:
    """What closing does: for which guard, and which code each function gets."""

    guard: Guard
    doors: tuple[tuple[FunctionType, CodeType], ...]


def _planned(allow: Sequence[str], forbid: Sequence[str]) -> Plan:
    allowed = {id(f) for name in allow for f in functions.functions_of(name)}
    names = {id(f): (f, name) for name in forbid for f in functions.functions_of(name)}
    new = functions.loaded_functions() if _door.known is None else functions.library_functions()
    targets = {**(_door.known or {}), **new}
    targets |= {key: function for key, (function, _) in names.items()}
    doors = []
    for key, function in targets.items():
        if key in names or key in allowed:
            name = names[key][1] if key in names else functions.called(function)
            doors.append((function, _doorway(function, name, may=key in allowed)))
        else:
            doors.append((function, _closed_doorway(function)))
    return Plan((tuple(allow), tuple(forbid)), tuple(doors))


class _Door(MetaPathFinder):
    """The state of the guard, and what refuses a late import of the library."""

    def __init__(self) -> None:
        self.plan: Plan | None = None  # None: the library is open
        self.called: list[str] = []
        self.depth = 0  # of allowed functions that are running
        self.known: dict[int, FunctionType] | None = None
        self.swapped: list[tuple[FunctionType, CodeType]] = []

    def close(self, plan: Plan) -> None:
        self.called.clear()
        self.plan, self.depth = plan, 0
        for function, code in plan.doors:
            self.swapped.append((function, function.__code__))
            function.__code__ = code
        sys.meta_path.insert(0, self)

    def open(self) -> None:
        if self.plan is None:
            return
        for function, code in reversed(self.swapped):
            function.__code__ = code
        self.swapped.clear()
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
        self.plan = None

    def settle(self, plan: Plan) -> None:
        if self.called:
            raise DelegationError(self.called[0])
        if self.plan is not plan:  # the answer has opened it, and perhaps closed it again
            raise DelegationError(__name__)

    def refuse(self, name: str) -> None:
        self.called.append(name)
        raise DelegationError(name)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Refuse to load more of the library, or what is forbidden, while it is closed."""
        forbid = self.plan.guard[1] if self.plan else ()
        if fullname.partition(".")[0] == functions.PACKAGE and not self.depth:
            self.refuse(fullname)
        if any(name.startswith(f"{fullname}.") for name in forbid):
            self.called.append(next(n for n in forbid if n.startswith(f"{fullname}.")))
            raise DelegationError(self.called[-1])


_door = _Door()


def _doorway(function: FunctionType, name: str, *, may: bool) -> CodeType:
    """Return code that passes an allowed call on, and refuses others.

    It must have the free variables of the code that it replaces. What it calls stands among its
    constants, where no module of the same name can take its place.
    """
    original = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    original.__kwdefaults__ = function.__kwdefaults__
    functions.originals.add(original)

    def enter(args: Any, kwargs: Any, caller: FrameType) -> Any:
        if may or (_door.depth and _is_trusted(caller)):
            _door.depth += 1
            try:
                return original(*args, **kwargs)
            finally:
                _door.depth -= 1
        return _door.refuse(name)

    def template(*args: Any, **kwargs: Any) -> Any:
        to_enter: Any = "<enter>"
        frame: Any = "<frame>"
        return to_enter(args, kwargs, frame(1))

    parts = {"<enter>": enter, "<frame>": sys._getframe}
    constants = tuple(
        parts.get(c, c) if isinstance(c, str) else c for c in template.__code__.co_consts
    )
    return template.__code__.replace(co_consts=constants, co_freevars=function.__code__.co_freevars)


_made: WeakKeyDictionary[FunctionType, tuple[CodeType, CodeType]] = WeakKeyDictionary()


def _closed_doorway(function: FunctionType) -> CodeType:
    """Return the doorway of a function that nobody opens; one serves all guards."""
    before, door = _made.get(function, (None, None))
    if door is None or before is not function.__code__:
        door = _doorway(function, functions.called(function), may=False)
        _made[function] = (function.__code__, door)
    return door


def _is_trusted(caller: FrameType) -> bool:
    """Return whether the library, Python or a package calls, and not an answer's own code."""
    name = str(caller.f_globals.get("__name__", ""))
    return caller.f_code.co_filename.startswith(_TRUSTED) or name.startswith(
        f"{functions.PACKAGE}."
    )
