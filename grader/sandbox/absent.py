"""Packages, files and values that the student had and the grading machine has not.

An ``import seaborn`` that the answer never uses must not cost it.  So imports at the top of a
cell never end it: a name that is not there stands for what stops whoever uses it.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

HERE = "where this was graded"


class NotHereError(ImportError):
    """Something that is no package is used, and it could not be made here.

    ``is_own``: nowhere else either, for it is made up, or kept from students.
    """

    is_own = False


class AbsentPackage:
    """Stands for a package, a name from it, or another value; using it is an error.

    What reads like a class of a package, ``torch.Tensor``, may be named: nothing is an instance
    of it, and it may stand in an annotation.
    """

    def __init__(self, package: str, reason: str = "", *, is_own: bool = False) -> None:
        self._package, self._reason, self._is_own = package, reason, is_own

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_repr_", "_ipython_")):
            raise AttributeError(name)  # only somebody who looks what this is
        if name[:1].isupper() and not self._reason:
            return AbsentPackage(self._package)
        self._refuse()

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        self._refuse()

    def __repr__(self) -> str:
        return f"[{self._reason or f'{self._package} is not installed {HERE}'}]"

    def __instancecheck__(self, _value: object) -> bool:
        return False

    __subclasscheck__ = __instancecheck__

    def __or__(self, other: object) -> Any:
        return self if not self._reason else self._refuse()

    __ror__ = __or__

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        if self._reason:
            error = NotHereError(self._reason)
            error.is_own = self._is_own
            raise error
        package = self._package
        raise ModuleNotFoundError(f"{package} is not installed {HERE}", name=package)


_OPERATIONS = (
    "abs add and array bool bytes contains delitem divmod enter float floordiv ge getitem gt "
    "index int invert iter le len lt matmul mod mro_entries mul neg next pos pow radd rand "
    "rmatmul rmul rpow rsub rtruediv setitem sub truediv xor"
)
for _operation in _OPERATIONS.split():
    setattr(AbsentPackage, f"__{_operation}__", AbsentPackage._refuse)


@dataclass
class Lacks:
    """What is not here, and what of the running cell was lost for it.

    ``names`` are those that are not what they were for the student, each with the reason; "*"
    stands for names that nobody can tell, and ``unknown`` is why there may be some, from whatever
    cell.  ``notes`` say for people what was skipped.
    """

    names: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unknown: str = ""

    def begin(self) -> None:
        """Begin with a cell."""
        self.names, self.notes = {}, []

    def lose(self, name: str, reason: str) -> None:
        """Note that a name is not what it was for the student."""
        self.names[name] = reason
        if name == "*":
            self.unknown = reason


LACKS = Lacks()


def replace_absent(tree: ast.Module, namespace: dict[str, Any]) -> ast.Module:
    """Return the cell without imports of absent packages, and put what stands for them in place.

    A name that the notebook has already is kept: ``import cupy as np`` must not take NumPy away.
    Imports inside ``try``, ``if`` or a function are the author's own care.
    """
    body: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            gone = [alias for alias in node.names if is_absent(_package(node, alias))]
            for alias in gone:
                package = _package(node, alias)
                reason = f"{package} is not installed {HERE}"
                for name in _bound(node, alias):
                    if name not in namespace:
                        namespace[name] = AbsentPackage(package)
                        LACKS.lose(name, reason)
                if alias.name == "*":
                    LACKS.lose("*", reason)
                print(f"[{reason}]", file=sys.stderr)
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


def is_absent(module: str, *, whole: bool = False) -> bool:
    """Return whether there is no such module.

    With ``whole`` the rest of a package that several installations share counts as none:
    ``google`` may be here, and ``google.colab`` is not.
    """
    try:
        spec = importlib.util.find_spec(module) if module else None
        return bool(module) and (spec is None or (whole and spec.origin is None))
    except ModuleNotFoundError:  # it is kept from students
        return True
    except (ImportError, ValueError):  # odd, but somewhere
        return False
