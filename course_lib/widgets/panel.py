"""Panel: the frame of a plot. Controls above, picture, one line of numbers, a thing to try.

A plot gives the panel a ``draw`` function that moves the artists of its stage and returns one
sentence about what is now to be seen. The sentence stands below the picture and is what a
screen reader says. Whatever ``draw`` raises becomes one line; the last picture stays.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets

from course_lib.widgets.interrupts import interruptible
from course_lib.widgets.lifecycle import descendants, register
from course_lib.widgets.picture import Picture, Pointer, encode
from course_lib.widgets.player import Player
from course_lib.widgets.prediction import prediction
from course_lib.widgets.stage import Stage


class Panel:
    """A stage with controls.

    Parameters
    ----------
    stage : the figure.
    draw : updates the artists and returns one sentence.
    try_this : what to do and what to look for.
    on_pointer, on_key : receive events of the picture; the panel draws afterwards.
    shortcuts : the keys that ``on_key`` handles.
    """

    def __init__(
        self,
        stage: Stage,
        draw: Callable[[], str],
        *,
        try_this: str,
        on_pointer: Callable[[Pointer], None] | None = None,
        on_key: Callable[[str], None] | None = None,
        shortcuts: Sequence[str] = (),
    ) -> None:
        self.stage, self._draw = stage, draw
        self._held = False
        self.player: Player | None = None
        self.pose: Callable[[], None] | None = None  # draws what the still picture shows
        self.controls: list[Any] = []
        self.picture = Picture(
            width=stage.width,
            shortcuts=list(shortcuts),
            on_pointer=self._acting(on_pointer) if on_pointer else None,
            on_key=self._acting(on_key) if on_key else None,
            on_views=self._views,
            cursor="crosshair" if on_pointer else "default",
        )
        self.line = ipywidgets.HTML()
        self._task = ipywidgets.HTML(f"<div class='plot-hint'><b>Try this.</b> {try_this}</div>")
        self._rows = ipywidgets.VBox()
        self._asking = ipywidgets.VBox()
        parts = [self._rows, self._asking, self.picture, self.line, self._task]
        self.box = ipywidgets.VBox(parts).add_class("plot")
        register(self)

    # -- building ------------------------------------------------------------------------

    def add(self, *controls: Any) -> None:
        """Add a row of controls; a change of a value draws."""
        row = ipywidgets.HBox(controls).add_class("plot-row")
        self._rows.children = (*self._rows.children, row)
        for control in controls:
            self.controls.append(control)
            if "value" in control.traits():
                control.observe(self._changed, names="value")

    def control(self, label: str) -> Any:
        """Return the control with this label.

        Raises
        ------
        KeyError : there is none; the message lists the labels.
        """
        for control in self.controls:
            if control.description == label:
                return control
        labels = ", ".join(repr(control.description) for control in self.controls)
        raise KeyError(f"no control {label!r}; there are {labels}")

    def ask(self, question: str, options: Sequence[str], answer: str) -> None:
        """Hide the picture and the task until the reader has chosen, then show ``answer`` too."""
        hidden = (self.picture, self.line, self._task)
        self._asking.children = prediction(question, options, answer, hidden)

    def plays(self, step: Callable[[], None]) -> Player:
        """Return a player that calls ``step`` and draws, again and again, until paused."""

        def frame() -> bool:
            with self._guard():
                # A press on Pause may have come while this frame waited for the lock.
                if player.playing:
                    step()
                    self._show()
                return True
            return False  # the guard has shown an error

        self.picture.streaming = True
        self.player = player = Player(frame, self.picture)
        return player

    # -- drawing -------------------------------------------------------------------------

    def update(self) -> None:
        """Draw and send one frame, or show in one line why it cannot be drawn."""
        if not self._held:
            with self._guard():
                self._show()

    def perform(self, action: Callable[[], None]) -> Callable[[], None]:
        """Return ``action`` as a button needs it: guarded, and followed by one frame."""

        def act() -> None:
            with self._guard():
                with self.quietly():
                    action()
                self._show()

        return act

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Let controls change without a frame for each; the caller draws afterwards."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before

    def complain(self, error: BaseException) -> None:
        """Show an error as one clear line; the last picture stays."""
        text = html.escape(explain(error))
        self.line.value = f"<div class='plot-error' role='alert'>⚠ {text}</div>"

    def close(self) -> None:
        """Stop what is running and take the plot away; nothing stays behind."""
        if not vars(self):
            return
        if self.player is not None:
            self.player.close()
        lock = self.picture.lock
        # An event may be at work in another thread; one that never ends must not block this.
        mine = lock.acquire(timeout=1.0)
        try:
            for widget in list(descendants(self.box)):
                widget.unobserve_all()
                for part in (getattr(widget, "style", None), widget.layout):
                    if isinstance(part, ipywidgets.Widget):
                        part.close()
                widget.close()
            self.picture.forget()
            self.stage.close()
            # The notebook keeps each result in Out: without its parts it weighs nothing.
            vars(self).clear()
        finally:
            if mine:
                lock.release()

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"this plot has no {name!r}; if it was closed, run its cell again")

    def _show(self) -> None:
        text = self._draw()
        self.picture.show(self.stage.pixels())
        self.picture.description = _plain(text)
        self.line.value = f"<div class='plot-line' aria-live='polite'>{text}</div>"

    def _changed(self, _change: Any) -> None:
        self.update()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        with self.picture.lock:
            try:
                with interruptible():
                    yield
            except (Exception, KeyboardInterrupt) as error:
                self.complain(error)

    def _acting(self, handler: Callable[[Any], None]) -> Callable[..., None]:
        def act(event: Any, *_rest: Any) -> None:
            with self._guard():
                with self.quietly():
                    handler(event)
                self._show()

        return act

    def _views(self, count: int) -> None:
        if count == 0 and self.player is not None:
            self.player.pause()

    def still(self) -> bytes:
        """Return as a PNG what stands for the plot where no kernel runs."""
        if self.pose is None:
            return encode(self.stage.pixels(), lossless=True)
        with self._guard():
            self.pose()
        png = encode(self.stage.pixels(), lossless=True)
        with self._guard():
            self._draw()
        return png

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        bundle = dict(self.box._repr_mimebundle_())
        return {**bundle, "image/png": self.still(), "text/plain": self.picture.description}

    def _ipython_display_(self) -> None:
        """Show the plot and, as an output of its own, a still picture for pages without a kernel.

        The browser hides the still picture while the plot is alive. In one output with the plot
        JupyterLab would never show it: it takes the plot, and says that its model is not found.
        """
        from IPython import display as output

        show: Any = output.display  # IPython leaves these two untyped
        image: Any = output.Image
        words = self.picture.description
        show({**self.box._repr_mimebundle_(), "text/plain": words}, raw=True)
        show(image(self.still(), format="png", alt=words))


def explain(error: BaseException) -> str:
    """Return an error as one line.

    Examples
    --------
    >>> explain(ValueError("p must be in [0, 1]"))
    'ValueError: p must be in [0, 1]'
    >>> explain(KeyboardInterrupt())
    'Interrupted. Change a control to go on.'
    """
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted. Change a control to go on."
    lines = str(error).strip().splitlines() or ["no message"]
    return f"{type(error).__name__}: {lines[0]}"


def _plain(text: str) -> str:
    for tag in ("<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>"):
        text = text.replace(tag, "")
    return html.unescape(text)
