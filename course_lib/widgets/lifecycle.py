"""What is open where: running a cell again closes what its earlier run has opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from course_lib.widgets.interrupts import listen


class Closable(Protocol):
    """Anything that can be taken away."""

    def close(self) -> None:
        """Take it away."""


# The open panels of each notebook cell, with the execution that opened them.
_open: dict[str, tuple[str, list[Closable]]] = {}


def descendants(widget: Any) -> Iterator[Any]:
    """Yield a widget and all it contains, the innermost first."""
    for child in getattr(widget, "children", ()):
        yield from descendants(child)
    yield widget


def register(panel: Closable) -> None:
    """Close what an earlier run of the same cell has left, and remember this panel."""
    cell, execution = _where()
    if cell is None:
        return
    before, panels = _open.get(cell, ("", []))
    if before != execution:
        for old in panels:
            old.close()
        panels = []
    _open[cell] = (execution, [*panels, panel])


def _where() -> tuple[str | None, str]:
    """Return the id of the running cell and of its execution; None outside a notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or not hasattr(shell, "get_parent"):
        return None, ""
    listen(shell)
    parent = shell.get_parent()
    cell = parent.get("metadata", {}).get("cellId")
    if cell is None:  # some front ends do not say: then the same text is the same cell
        cell = parent.get("content", {}).get("code")
    return cell, parent.get("header", {}).get("msg_id", "")
