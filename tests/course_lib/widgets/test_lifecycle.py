"""A cell that is run again and again: what its earlier plots have left is taken away."""

from __future__ import annotations

import contextlib
import gc
import io
import threading
from typing import Any

import IPython
import pytest
from ipywidgets.widgets import widget

from course_lib import widgets


class Shell:
    """A kernel's shell, as far as a plot asks it: which cell runs, and for which time."""

    def __init__(self, metadata: dict[str, Any]) -> None:
        self.metadata, self.runs = metadata, 0
        self.events = self
        self.user_ns: dict[str, Any] = {}

    def register(self, *_arguments: Any) -> None:
        """Hear of an event's listener."""

    def get_parent(self) -> dict[str, Any]:
        """Return the message that asked for the run."""
        return {"metadata": self.metadata, "content": {"code": "the cell"},
                "header": {"msg_id": str(self.runs)}}  # fmt: skip


def alive() -> tuple[int, int]:
    """Return how many widgets and threads there are."""
    gc.collect()
    return len(widget._instances), threading.active_count()


@pytest.mark.parametrize("metadata", [{"cellId": "one"}, {}], ids=["with an id", "without"])
def test_two_hundred_runs_of_a_cell_leave_what_one_leaves(
    metadata: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a function that is asked over a bridge; also where the front end names no cell."""
    shell = Shell(metadata)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    before = alive()
    for shell.runs in range(200):
        with contextlib.redirect_stdout(io.StringIO()):
            widgets.gradient_microscope(lambda x: x**2)._ipython_display_()
        if not shell.runs:
            once = alive()
    assert once[0] > before[0]
    assert alive() == once
