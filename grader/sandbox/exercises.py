"""The exercises of a week, for the processes that judge and for no others.

They come as sources over the wire and never lie in a file here, so a student's process has none
of them: what is not there need not be closed.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

from grader.base.week import EXERCISES


class _Sources(MetaPathFinder, InspectLoader):
    """Finds the package ``exercises`` in a dictionary: module name, then source."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.sources:
            return None
        return spec_from_loader(fullname, self, origin=self._file(fullname))

    def is_package(self, fullname: str) -> bool:
        return fullname == EXERCISES

    def get_source(self, fullname: str) -> str:
        return self.sources[fullname]

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        exec(compile(self.sources[name], self._file(name), "exec"), vars(module))

    def _file(self, fullname: str) -> str:
        return f"<{fullname.replace('.', '/')}.py>"


def modules_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the modules of the package by name, made of the files of its folder.

    Examples
    --------
    >>> modules_of({"relu.py": b"x = 1"})
    {'exercises': '', 'exercises.relu': 'x = 1'}
    """
    found = {EXERCISES: ""}
    for name, data in sorted(files.items()):
        stem = name.removesuffix(".py")
        module = EXERCISES if stem == "__init__" else f"{EXERCISES}.{stem}"
        found[module] = data.decode("utf-8-sig", errors="replace")
    return found


def install(modules: Mapping[str, str]) -> None:
    """Make the exercises importable here, in the place of others, and import them all.

    What cannot be imported will be said by the test that asks for it.
    """
    sys.meta_path[:] = [found for found in sys.meta_path if not isinstance(found, _Sources)]
    for name in [n for n in sys.modules if n == EXERCISES or n.startswith(f"{EXERCISES}.")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Sources(modules))
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
