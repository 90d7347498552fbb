"""Picture: an image in the browser that reports pointer and key events to the kernel.

It is the only widget of the course that ipywidgets does not have. The frames are drawn in the
kernel and sent as compressed images; the browser sends at most one event at a time and waits
for the answer, so dragging fast drops frames instead of queueing them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Pointer:
    """What the pointer did: ``x`` and ``y`` run from 0 to 1, from the lower left corner."""

    kind: str  # "down", "move" or "up"
    x: float
    y: float
    secondary: bool = False  # the right button, or Shift with any button


def encode(pixels: Pixels, *, lossless: bool) -> bytes:
    """Return an RGBA image as PNG, or as JPEG when speed counts more than the last bit.

    Examples
    --------
    >>> encode(np.zeros((2, 2, 4), dtype=np.uint8), lossless=True)[1:4]
    b'PNG'
    """
    image = Image.fromarray(np.ascontiguousarray(pixels[..., :3]))
    buffer = BytesIO()
    if lossless:
        image.save(buffer, "png", compress_level=1)
    else:
        # Full chroma resolution: with the usual halving, thin coloured lines turn grey.
        image.save(buffer, "jpeg", quality=90, subsampling=0)
    return buffer.getvalue()


class Picture(anywidget.AnyWidget):
    """The widget: call :meth:`show` with pixels, pass ``on_pointer`` and ``on_key`` for events."""

    # The text, not the path: anywidget watches a path and would keep every picture for ever.
    _esm = Path(__file__).with_name("picture.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("picture.css").read_text(encoding="utf-8")

    frame = traitlets.Bytes(b"").tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    width = traitlets.Int(940).tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)
    cursor = traitlets.Unicode("default").tag(sync=True)
    interactive = traitlets.Bool(False).tag(sync=True)
    streaming = traitlets.Bool(False).tag(sync=True)
    shortcuts = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self,
        *,
        on_pointer: Callable[[Pointer], None] | None = None,
        on_key: Callable[[str, bool], None] | None = None,
        on_views: Callable[[int], None] | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(interactive=on_pointer is not None or on_key is not None, **traits)
        self._on_pointer = on_pointer
        self._on_key = on_key
        self._on_views = on_views
        self.views: set[str] = set()
        self.painted = 0  # the number of the last frame a browser has put on its screen
        self.on_painted: Callable[[], None] = lambda: None
        # Held while an event is handled: events come in another thread than cells run in.
        self.lock = threading.RLock()
        self.on_msg(self._receive)

    def show(self, pixels: Pixels, *, lossless: bool = False) -> None:
        """Send one frame; nothing is sent when it equals the last one."""
        data = encode(pixels, lossless=lossless)
        if data == self.frame:
            return
        with self.hold_sync():
            self.frame = data
            self.number += 1

    def forget(self) -> None:
        """Let go of everybody who wanted to hear of events, and of the last frame."""
        self._on_pointer = self._on_key = self._on_views = None
        self.on_painted = lambda: None
        self.frame = b""

    def _receive(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        kind, view = content.get("kind"), str(content.get("view"))
        if kind == "painted":
            self.painted = max(self.painted, int(content["number"]))
            self.on_painted()
        elif kind in ("shown", "hidden"):
            (self.views.add if kind == "shown" else self.views.discard)(view)
            if self._on_views is not None:
                self._on_views(len(self.views))
        else:
            self._event(str(kind), content, view)

    def _event(self, kind: str, content: dict[str, Any], view: str) -> None:
        # The answer must go out whatever happens: the browser waits for it. Frame and answer
        # travel in one message, so an event is answered by its own picture.
        with self.lock, self.hold_sync():
            try:
                if kind == "key" and self._on_key is not None:
                    self._on_key(str(content["key"]), bool(content.get("shift")))
                elif kind != "key" and self._on_pointer is not None:
                    secondary = content.get("button") == 2 or bool(content.get("shift"))
                    x, y = float(content["x"]), float(content["y"])
                    self._on_pointer(Pointer(kind, x, y, secondary))
            finally:
                self.answer = {"view": view, "id": content.get("id", 0)}
