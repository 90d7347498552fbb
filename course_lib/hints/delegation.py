"""Own work: notice when an answer calls a library for the very thing that is asked.

During the call the ``__code__`` of the forbidden Python functions is replaced. That reaches
every reference to them, also one that was put aside under another name, and it is undone
whatever happens. What computes right answers for the tests, the exercises and everything under
``course_lib.hints``, is forbidden in every call. Where answers are graded the exercises are not
there at all.
"""

from __future__ import annotations

import functools
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import CodeType, FunctionType, ModuleType
from typing import Any

from course_lib.hints.errors import DelegationError

_calls: list[str] = []  # forbidden functions called since the innermost guard was set
_PACKAGE = "course_lib.hints"
_INSIDE = f"{_PACKAGE}."
_OWN = tuple(f"{_PACKAGE}.{name}" for name in ("delegation", "errors", "memo"))  # it runs on them
_EXERCISES = "exercises"  # the folder beside a notebook
# A layer's forward and backward check their arguments and leave the work to these.
_HALVES = {"forward": ("apply",), "backward": ("pull_back", "collect"),
           "backward_from": ("collect_from", "_from")}  # fmt: skip


def own_work(
    function: Callable[..., Any], allow: Sequence[str] = (), forbid: Sequence[str] = ()
) -> Callable[..., Any]:
    """Return ``function`` such that calling one of the forbidden functions in it is an error.

    Parameters
    ----------
    function : the student's function. If it has a method ``forbidding(names)``, as the
        grader's stand-ins do, that is asked instead.
    forbid : dotted names such as ``"course_lib.layers.Dense.backward"``, beside the package
        ``course_lib.hints`` and the exercises, which always are. A name whose module is not
        installed is skipped; one that the student's code imports itself is noticed too.

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
        guarded: Callable[..., Any] = function.forbidding(list(forbid))
        return guarded
    if not callable(function):
        return function  # a stub such as `f = ...`; the call will say so

    @functools.wraps(function)
    def careful(*args: Any, **kwargs: Any) -> Any:
        ours = _modules()
        absent = [name for name in forbid if not _functions(name)]
        with forbidding([*forbid, _PACKAGE]):
            try:
                result = function(*args, **kwargs)
            except ModuleNotFoundError as error:
                name = error.name or ""
                if name.startswith((_EXERCISES, _INSIDE)):
                    refuse(name)  # it is not there where answers are graded
                raise
        arrived = [name for name in absent if _functions(name)]
        arrived += [_PACKAGE] if _modules() != ours else []
        if arrived:  # the function imported it while the guard could not see it: look again
            with suppress(Exception), forbidding(arrived):
                function(*args, **kwargs)
            if _calls:
                raise DelegationError(_calls[0])
        return result

    return careful


@contextmanager
def forbidding(names: Sequence[str]) -> Iterator[None]:
    """Make every call of the named Python functions raise DelegationError inside the block.

    Only modules that are loaded already are looked at, so nothing is imported for a test.
    """
    swapped: list[tuple[FunctionType, CodeType]] = []
    _calls.clear()
    try:
        for name in names:
            for target, refusal in _refusals(name):
                swapped.append((target, target.__code__))
                target.__code__ = refusal
        yield
    finally:
        for target, code in reversed(swapped):
            target.__code__ = code
    if _calls:
        raise DelegationError(_calls[0])


def refuse(name: str) -> None:
    """Note the call and raise; this is what a forbidden function does inside the block."""
    _calls.append(name)
    raise DelegationError(name)


def _refusal(name: str, original: CodeType) -> CodeType:
    """Return code that refuses; it must have the free variables of the code it replaces."""

    def template(*args: Any, **kwargs: Any) -> None:
        __import__("sys").modules["course_lib.hints.delegation"].refuse("<name>")

    constants = tuple(name if c == "<name>" else c for c in template.__code__.co_consts)
    return template.__code__.replace(co_consts=constants, co_freevars=original.co_freevars)


def _refusals(name: str) -> Sequence[tuple[FunctionType, CodeType]]:
    """Return the functions behind a dotted name, each with the code that refuses instead."""
    if name != _PACKAGE:
        return [(f, _refusal(name, f.__code__)) for f in _functions(name)]
    return _of_package(_modules())


def _modules() -> tuple[ModuleType, ...]:
    """Return the loaded modules of hints and exercises, without those the guard runs on."""
    loaded = sys.modules
    names = list(_names())
    if _EXERCISES in loaded:
        names += sorted(name for name in loaded if name.startswith(f"{_EXERCISES}."))
    return tuple(loaded[name] for name in names if name in loaded)


@functools.cache
def _names() -> tuple[str, ...]:
    """Return the names of the modules of hints, without those the guard runs on.

    Asked for several times in each call: looking through all loaded modules instead touches a
    thousand names, and in a forked process each page they lie on is copied then.
    """
    found = pkgutil.iter_modules(sys.modules[_PACKAGE].__path__, _INSIDE)
    return tuple(sorted(module.name for module in found if module.name not in _OWN))


@functools.lru_cache(maxsize=4)
def _of_package(modules: tuple[ModuleType, ...]) -> Sequence[tuple[FunctionType, CodeType]]:
    """Return the functions and methods of the modules."""
    found: dict[FunctionType, CodeType] = {}
    for module in modules:
        for thing in list(vars(module).values()):
            inside = list(vars(thing).values()) if isinstance(thing, type) else [thing]
            for layer in (layer for item in inside for layer in _layers(item)):
                if layer.__module__ == module.__name__:
                    called = f"{module.__name__}.{layer.__qualname__}"
                    found[layer] = _refusal(called, layer.__code__)
    return tuple(found.items())


def _functions(name: str) -> list[FunctionType]:
    """Return the Python functions behind a dotted name; a class stands for its ``__init__``."""
    parts = name.split(".")
    loaded = [end for end in range(1, len(parts)) if ".".join(parts[:end]) in sys.modules]
    if not loaded:
        return []
    found: Any = sys.modules[".".join(parts[: loaded[-1]])]
    for attribute in parts[loaded[-1] :]:
        # vars() does not trigger a module's lazy import, getattr would
        owner, found = (
            found,
            (
                vars(found).get(attribute)
                if isinstance(found, ModuleType)
                else getattr(found, attribute, None)
            ),
        )
    halves = [getattr(owner, half, None) for half in _HALVES.get(parts[-1], ())]
    found = vars(found).get("__init__") if isinstance(found, type) else found
    return [function for part in (found, *halves) for function in _layers(part)]


def _layers(found: Any) -> Iterator[FunctionType]:
    """Yield a function, or the Python functions inside a method, a NumPy dispatcher, a wrapper."""
    if isinstance(found, FunctionType):
        yield found
        yield from _layers(vars(found).get("__wrapped__"))
        return
    for inside in ("__func__", "fget", "_implementation", "__wrapped__", "__call__"):
        function = getattr(found, inside, None)
        if isinstance(function, FunctionType):
            yield function
            return
