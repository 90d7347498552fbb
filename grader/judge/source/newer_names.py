"""What is newer than this Python in a cell that others can read: its statements, library names.

What this Python can read of a cell is run, so that a picture's title costs no answer.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.source import code
from grader.judge.source.effects import binds
from grader.judge.source.newer import OURS, THIS_MACHINE, Version, older, version_of

# As "What's new" of each version names them, as far as a notebook may want them.
_ADDED: dict[Version, str] = {
    (3, 12): "collections.abc.Buffer itertools.batched math.sumprod random.binomialvariate "
    "types.get_original_bases typing.override typing.TypeAliasType",
    (3, 13): "copy.replace math.fma queue.ShutDown statistics.kde statistics.kde_random "
    "types.CapsuleType typing.NoDefault typing.ReadOnly typing.TypeIs typing.get_protocol_members "
    "typing.is_protocol warnings.deprecated",
    (3, 14): "annotationlib compression concurrent.interpreters functools.Placeholder "
    "heapq.heapify_max heapq.heappop_max heapq.heappush_max heapq.heapreplace_max io.Reader "
    "io.Writer operator.is_none operator.is_not_none string.templatelib uuid.uuid6 uuid.uuid7",
}
_NEEDS = {name: version for version, names in _ADDED.items() for name in names.split()}


@dataclass(frozen=True)
class Rest:
    """A cell without its newer statements, on the same lines, and the names that these bind."""

    source: str
    names: frozenset[str]


def rest(source: str) -> Rest | None:
    """Return what this Python can read of a cell that a newer one can; None if it cannot be told.

    Examples
    --------
    >>> rest("x = 1\\nlazy import math").source
    'x = 1\\n'
    """
    found = older(code.without_magics(source))
    if found is None or found[0].count("\n") != source.count("\n"):
        return None
    lines, names = source.split("\n"), set[str]()
    for node in ast.parse(found[0]).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))]) - 1
        last = node.end_lineno or node.lineno
        if not code.is_readable("\n".join(lines[first:last])):
            names |= binds(ast.Module([node], [])).keys()
            lines[first:last] = [""] * (last - first)
    kept = "\n".join(lines)
    return Rest(kept, frozenset(names)) if code.is_readable(kept) else None


def lacking_names(source: str, written: str) -> dict[str, str]:
    """Return what a cell cannot bind here because the library of its Python is newer, and why.

    Parameters
    ----------
    written : the version of Python that the notebook names, such as "3.13.1", or "".

    Examples
    --------
    >>> lacking_names("from heapq import heapify_max", "3.11.4")
    {}
    """
    tree = code.parse(source)
    known = version_of(written)
    if tree is None or (known and known <= OURS):
        return {}
    found: dict[str, str] = {}
    stopped = ""  # nothing below an import that fails is run
    for node in tree.body:
        used = next((name for name in _dotted(node) if _NEEDS.get(name, OURS) > OURS), "")
        reason = stopped
        if used:
            version = "{}.{}".format(*_NEEDS[used])
            reason = f"it uses {used} of Python {version} or newer, {THIS_MACHINE}"
            stopped = reason if isinstance(node, (ast.Import, ast.ImportFrom)) else stopped
        found |= dict.fromkeys(binds(ast.Module([node], [])) if reason else (), reason)
    return found


def _dotted(node: ast.stmt) -> Iterator[str]:
    """Yield the dotted names that a statement imports or uses."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.ImportFrom) and inner.module and not inner.level:
            yield inner.module
            yield from (f"{inner.module}.{alias.name}" for alias in inner.names)
        elif isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.Attribute):
            yield ast.unparse(inner) if isinstance(inner.value, ast.Name) else ""
