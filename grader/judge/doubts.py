"""Which names may be missing or wrong because the file is damaged.

A zero needs evidence: the answer was found, ran and was wrong, or the file is whole and nothing was
written.  Where a part of the file is lost, neither can be said of what is not there.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from contextlib import suppress

from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.source.effects import binds, uses
from grader.judge.submitted.additions import names_of
from grader.judge.submitted.item import TORN, Item
from grader.judge.submitted.reading import Submitted

_AGAIN = "; ask for the file again"
_BROKEN_OFF = f"the file breaks off before it{_AGAIN}"
_DAMAGED = f"the file is damaged, and it may have stood in what is lost{_AGAIN}"
_HELPER = "it uses {}, which may have stood in what is lost of the file" + _AGAIN
_KNOWN = frozenset({*dir(builtins), "display", "get_ipython", "__name__", "_"})


def doubt(submitted: Submitted, item: Item) -> str:
    """Return why it is not known what a student wrote as an answer, or ""."""
    if item.doubt or not submitted.lost or not item.untouched:
        return item.doubt
    at_end = submitted.lost == [len(submitted.cells)]
    return _BROKEN_OFF if at_end and not item.found else _DAMAGED


def doubts(submitted: Submitted, items: Sequence[Item], master: Master) -> dict[str, str]:
    """Return the names that may be missing or wrong because of damage, each with the reason."""
    reasons: dict[str, str] = {}
    for item in items:
        if item.master is None or item.master.role == "answer":
            if reason := doubt(submitted, item):
                reasons |= dict.fromkeys(_names(item), reason)
            elif submitted.damaged and not all(map(code.is_readable, item.parts)):
                reasons |= dict.fromkeys(_names(item), TORN)
    if submitted.lost:
        for name in _unknown(items, master):
            reasons.setdefault(name, _HELPER.format(name))
    return reasons


def _names(item: Item) -> set[str]:
    """Return what an item binds, or should bind."""
    names = {name for part in item.parts for name in code.defined_names(part)}
    return names | set(code.defined_names(item.master.source) if item.master else ())


def _unknown(items: Sequence[Item], master: Master) -> set[str]:
    """Return the names that are used and that nothing in the file or the release binds."""
    trees = [tree for item in items for part in item.parts if (tree := code.parse(part))]
    known = {name for tree in trees for name in binds(tree)} | names_of(master) | _KNOWN
    return {name for tree in trees for name in _used(tree)} - known


def _used(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            yield from uses(node)
