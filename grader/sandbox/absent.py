"""Packages that the student has and the grading machine has not.

An ``import seaborn`` that the answer never uses must not cost it.  So imports at the top of a
cell never end it: a name that is not there stands for a package that stops whatever uses it.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from typing import Any, NoReturn


class AbsentPackage:
    """Stands for a package, or for a name from it; using it is the error that its import was."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_repr_", "_ipython_")):
            raise AttributeError(name)  # only somebody who looks what this is
        self._refuse()

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        package = self._package
        raise ModuleNotFoundError(f"{package} is not installed where this was graded", name=package)


def replace_absent(tree: ast.Module, namespace: dict[str, Any]) -> ast.Module:
    """Return the cell without imports of absent packages, and put what stands for them in place.

    A name that the notebook has already is kept: ``import cupy as np`` must not take NumPy away.
    Imports inside ``try``, ``if`` or a function are the author's own care.
    """
    body: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            gone = [alias for alias in node.names if _is_absent(_package(node, alias))]
            for alias in gone:
                package = _package(node, alias)
                for name in _bound(node, alias):
                    namespace.setdefault(name, AbsentPackage(package))
                print(f"[{package} is not installed where this was graded]", file=sys.stderr)
            node.names = [alias for alias in node.names if alias not in gone]
            if not node.names:
                continue
        body.append(node)
    tree.body = body
    return tree


def _package(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    """Return the outermost package of an import, "" for a relative one."""
    if isinstance(node, ast.Import):
        return alias.name.partition(".")[0]
    return "" if node.level else (node.module or "").partition(".")[0]


def _bound(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Iterator[str]:
    """Give the name that an import binds; ``*`` binds none that could be known."""
    if alias.asname:
        yield alias.asname
    elif isinstance(node, ast.Import):
        yield alias.name.partition(".")[0]
    elif alias.name != "*":
        yield alias.name


def _is_absent(package: str) -> bool:
    try:
        return bool(package) and importlib.util.find_spec(package) is None
    except ModuleNotFoundError:  # it is kept from students
        return True
    except (ImportError, ValueError):  # odd, but somewhere
        return False
