"""Lets nbformat and nbgrader be imported without what nothing here uses and what takes longest.

jsonschema imports ``rfc3987_syntax``, which builds 38 grammars, in case a schema has an address of
the format ``iri``. nbgrader imports the pages that it adds to JupyterLab. Both come later here:
while they are imported, a module stands in their place whose one function imports the real module
when it is called, and hands the call on. Whoever imports them afterwards gets them as they are.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_PAGES = ("assignment_list", "course_list", "formgrader", "validate_assignment")


@contextmanager
def without_extras() -> Iterator[None]:
    """Import nbformat or nbgrader in this context, in a third of the time."""
    with ExitStack() as stack:
        if importlib.util.find_spec("rfc3987_syntax"):  # jsonschema asks whether it is there
            stack.enter_context(_later("rfc3987_syntax", "is_valid_syntax"))
        for name in _PAGES:
            page = f"nbgrader.server_extensions.{name}"
            stack.enter_context(_later(page, "load_jupyter_server_extension"))
        yield


@contextmanager
def _later(name: str, function: str) -> Iterator[None]:
    """Put a module with one function in the place of another that is not imported yet."""
    if name in sys.modules:
        yield
        return
    standing_in = ModuleType(name)
    standing_in.__spec__ = ModuleSpec(name, None)  # another thread may ask whether it is there

    def real() -> ModuleType:
        if sys.modules.get(name) is standing_in:
            del sys.modules[name]
        return importlib.import_module(name)

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(real(), function)(*args, **kwargs)

    def other(attribute: str) -> Any:  # a later release may ask for something else
        if attribute.startswith("__"):  # as the import system does
            raise AttributeError(attribute)
        return getattr(real(), attribute)

    setattr(standing_in, function, call)
    standing_in.__dict__["__getattr__"] = other
    sys.modules[name] = standing_in
    try:
        yield
    finally:
        if sys.modules.get(name) is standing_in:
            del sys.modules[name]
