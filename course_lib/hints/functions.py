"""Which functions the library has, and how a dotted name leads to them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from weakref import WeakSet

PACKAGE = __name__.partition(".")[0]
FOLDER = str(Path(__file__).resolve().parents[1])
EXERCISES = "exercises"  # the folder beside a notebook
_OWN = tuple(f"{PACKAGE}.hints.{name}" for name in ("delegation", "errors", "functions", "memo"))
originals: WeakSet[FunctionType] = WeakSet()
"""Functions that stand behind a closed one, and are themselves none of the library."""


def called(function: FunctionType) -> str:
    """Return what a function of the library, or of a second copy of it, is called."""
    module = str(function.__module__)
    known = module.partition(".")[0] in (PACKAGE, EXERCISES)
    return f"{module if known else PACKAGE}.{function.__qualname__}"


def loaded_functions() -> dict[int, FunctionType]:
    """Return the functions in the loaded modules: in a notebook that is quick, and enough."""
    modules = [m for name, m in list(sys.modules.items())
               if name.partition(".")[0] in (PACKAGE, EXERCISES)]  # fmt: skip
    things = (thing for module in modules for thing in list(vars(module).values()))
    inside = (item for thing in things for item in _members(thing))
    found = (function for item in inside for function in _layers(item))
    return {id(f): f for f in found if _of_library(f) and f not in originals}


def library_functions() -> dict[int, FunctionType]:
    """Return the functions of the library and of the exercises among all objects, by identity."""
    return {
        id(found): found
        for found in gc.get_objects()
        if type(found) is FunctionType and _of_library(found) and found not in originals
    }


def _of_library(function: FunctionType) -> bool:
    module = function.__module__
    if type(module) is not str:
        return function.__code__.co_filename.startswith(FOLDER)
    if module.startswith(_OWN):
        return False
    first = module.partition(".")[0]
    return first in (PACKAGE, EXERCISES) or function.__code__.co_filename.startswith(FOLDER)


def functions_of(name: str) -> list[FunctionType]:
    """Return the Python functions behind a dotted name; a class stands for all its methods."""
    parts = name.split(".")
    loaded = [end for end in range(1, len(parts) + 1) if ".".join(parts[:end]) in sys.modules]
    if not loaded:
        return []
    found: Any = sys.modules[".".join(parts[: loaded[-1]])]
    for attribute in parts[loaded[-1] :]:
        # vars() does not trigger a module's lazy import, getattr would
        is_module = isinstance(found, ModuleType)
        found = vars(found).get(attribute) if is_module else getattr(found, attribute, None)
    things = list(vars(found).values()) if isinstance(found, ModuleType) else [found]
    inside = [item for thing in things for item in _members(thing)]
    return [function for item in inside for function in _layers(item)]


def _members(thing: Any) -> list[Any]:
    """Return what a class has and inherits; anything else stands for itself."""
    if not isinstance(thing, type):
        return [thing]
    return [item for cls in thing.__mro__[:-1] for item in vars(cls).values()]


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
