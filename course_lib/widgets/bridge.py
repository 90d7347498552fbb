"""Bridge: a widget without a picture, over which the page asks Python and gets arrays back."""

from __future__ import annotations

import contextlib
import io
import threading
from typing import Any

import anywidget
import numpy as np
import traitlets

from course_lib.widgets.interrupts import interruptible
from course_lib.widgets.maths.own import LONGEST
from course_lib.widgets.plot import Answer, explained

# It hands its model to the plot with the same number, and takes no room. Where the kernel knows
# no such model any more, the notebook says "model not found"; the plot says it better.
MODULE = """
const bridges = (globalThis.courseBridges ??= new Map());
export default { render({ model, el }) {
  el.style.display = "none";
  const number = model.get("number");
  bridges.set(number, model);
  return () => bridges.get(number) === model && bridges.delete(number);
} };
"""


class Bridge(anywidget.AnyWidget):
    """Answers questions of the form {"kind": "ask", "id", "state"}, one at a time."""

    _esm = MODULE
    number = traitlets.Unicode("").tag(sync=True)

    def __init__(self, number: str, answer: Answer) -> None:
        super().__init__(number=number)
        self._answer: Answer | None = answer
        # Questions come in another thread than cells run in.
        self._lock = threading.RLock()
        self.on_msg(self._receive)

    def bundle(self) -> dict[str, Any]:
        """Return the output that brings the bridge to the page; as text it is nothing."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": " "}

    def close(self) -> None:
        """Close the widget and let go of the student's function."""
        self._answer = None
        layout = self.layout  # a widget of its own, which nothing else closes
        super().close()
        layout.close()

    def _receive(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("kind") != "ask" or self._answer is None:
            return
        with self._lock:
            line, error, found = asked(self._answer, dict(content.get("state", {})))
        heads, buffers = _split(found)
        self.send({"id": content.get("id"), "line": line, "error": error, "arrays": heads}, buffers)


def asked(answer: Answer, state: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Return line, error and arrays of an answer; what the function raises becomes one line.

    Examples
    --------
    >>> asked(lambda state: {"line": "twice", "y": 2 * state["k"]}, {"k": 3})
    ('twice', '', {'y': 6})
    >>> asked(lambda state: 1 / 0, {})
    ('', 'ZeroDivisionError: division by zero', {})
    """
    printed = io.StringIO()
    try:
        # What the function prints would fill the cell, once for each drag.
        with interruptible(), contextlib.redirect_stdout(printed):
            found = dict(answer(state))
    except (Exception, KeyboardInterrupt) as error:  # the student's function may raise anything
        return "", explained(error), {}
    line = str(found.pop("line", ""))
    if text := printed.getvalue().strip():
        line += f" Your function printed: {text[:LONGEST]}"
    return line, "", found


def _split(found: dict[str, Any]) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return names and shapes of arrays for the message, and their bytes for its buffers."""
    heads, buffers = [], []
    for name, values in found.items():
        array = np.ascontiguousarray(values, dtype="<f8")
        heads.append({"name": name, "kind": "f8", "shape": list(np.shape(values))})
        buffers.append(array.tobytes())
    return heads, buffers
