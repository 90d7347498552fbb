"""Plot: a description that shows itself in a notebook, and what the page may ask the kernel.

All is drawn in the page. Most plots need the kernel only while they are opened: a student's
function is sampled then, and the numbers travel along. Only a plot with ``answer`` asks again
for each change; it has a bridge, and says in the page when the kernel does not answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.widgets import page
from course_lib.widgets.controls import Button, Control
from course_lib.widgets.describe import Step, View, as_json

if TYPE_CHECKING:
    from course_lib.widgets.bridge import Bridge

Answer = Callable[[dict[str, Any]], Mapping[str, Any]]


class Plot:
    """What a call such as ``widgets.activation_explorer()`` returns.

    Parameters
    ----------
    name : that of the function that opens the plot; it stands in the state as code. A file
        ``front/NAME.js`` adds an entry of that name to ``plots``: the plot's own arithmetic.
    words : one sentence that stands for the plot where no script runs.
    controls, views, steps : the description.
    arrays : numbers that the page needs, by name; an array, or a pair (array, "f4").
    answer : for a plot whose every change needs Python: it gets the state and returns arrays
        and numbers by name, and "line", the sentence below the picture.
    settings : values of controls that the reader gave; ``own`` is the name of their function.
    trouble : what went wrong already, in one line.

    Raises
    ------
    TypeError : there is no control of a name in ``settings``.
    ValueError : a control does not have that value.
    """

    def __init__(
        self,
        name: str,
        *,
        words: str,
        controls: Sequence[Control],
        views: Sequence[View],
        steps: Sequence[Step] = (),
        arrays: Mapping[str, Any] | None = None,
        answer: Answer | None = None,
        predict: bool = False,
        settings: Mapping[str, Any] | None = None,
        own: str = "",
        trouble: str = "",
    ) -> None:
        self.name, self.words, self.front = name, words, page.front_of(name)
        self.controls = {c.id: c for c in controls}
        defaults = {c.id: c.value for c in controls if not isinstance(c, Button)}
        self.state = {**defaults, **self._checked(settings or {})}
        self.number = uuid.uuid4().hex
        self.description: dict[str, Any] = {
            "name": name, "front": self.front, "number": self.number, "live": answer is not None,
            "predict": predict, "own": own, "trouble": trouble, "first": None,
            "controls": [as_json(c) for c in controls],
            "views": [as_json(v) for v in views],
            "steps": [as_json(s) for s in steps],
            "state": self.state, "defaults": defaults,
            "arrays": {key: _packed(value) for key, value in (arrays or {}).items()},
        }  # fmt: skip
        if answer is not None:
            self._answer_first(answer)
        self._answer = answer
        self._bridge: Bridge | None = None

    def _answer_first(self, answer: Answer) -> None:
        """Keep the first answer with the plot: it is what a page without a kernel shows."""
        from course_lib.widgets.bridge import asked

        line, error, found = asked(answer, self.state)
        arrays = {name: _packed(values) for name, values in found.items()}
        if error:
            self.description["trouble"] = error
        else:
            self.description["first"] = {"line": line, "arrays": arrays}

    def _checked(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        values = {key: c for key, c in self.controls.items() if not isinstance(c, Button)}
        for key in settings:
            if key not in values:
                known = ", ".join(values)
                raise TypeError(f"{self.name} has no setting {key!r}. It has: {known}.")
        return {key: values[key].check(value, self.name) for key, value in settings.items()}

    def html(self) -> str:
        """Return the plot as HTML that lives by itself."""
        return page.output(self.description, self.words, self.front)

    def close(self) -> None:
        """Take away what the kernel keeps for the plot. What is on the page stays a picture."""
        if self._bridge is not None:
            self._bridge.close()
            self._bridge = None

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        return {"text/html": self.html(), "text/plain": self.words}

    def _ipython_display_(self) -> None:
        from IPython import display as output

        show: Any = output.display  # IPython leaves it untyped
        show(self._repr_mimebundle_(), raw=True)
        if self._answer is not None:
            from course_lib.widgets.lifecycle import register

            register(self)
            show(self.bridge(self._answer).bundle(), raw=True)

    def bridge(self, answer: Answer) -> Bridge:
        """Return the bridge over which the page asks; it is made when first wanted."""
        from course_lib.widgets.bridge import Bridge

        if self._bridge is None:
            self._bridge = Bridge(self.number, answer)
        return self._bridge


def _packed(value: Any) -> dict[str, Any]:
    return page.packed(*value) if isinstance(value, tuple) else page.packed(np.asarray(value))


def explained(error: BaseException) -> str:
    """Return an error as one line.

    Examples
    --------
    >>> explained(ValueError("p must be in [0, 1]"))
    'ValueError: p must be in [0, 1]'
    >>> explained(KeyboardInterrupt())
    'Interrupted. Change a control to go on.'
    """
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted. Change a control to go on."
    lines = str(error).strip().splitlines() or ["no message"]
    return f"{type(error).__name__}: {lines[0]}"
