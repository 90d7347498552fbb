"""What is open where: running a cell again closes what its earlier run has opened."""

from __future__ import annotations

from typing import Protocol

from course_lib.widgets.interrupts import listen


class Closable(Protocol):
    """Anything that can be taken away."""

    def close(self) -> None:
        """Take it away."""


# The open plots of each notebook cell, with the execution that opened them.
_open: dict[str, tuple[str, list[Closable]]] = {}


def register(plot: Closable) -> None:
    """Close what an earlier run of the same cell has left, and remember this plot."""
    cell, execution = _where()
    if cell is None:
        return
    before, plots = _open.get(cell, ("", []))
    if before != execution:
        for old in plots:
            old.close()
        plots = []
    _open[cell] = (execution, [*plots, plot])


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
