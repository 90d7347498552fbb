"""A student's own figures, drawn anew for the feedback page.

What a student's process calls a picture is opened as PNG or JPEG and nothing else, and only its
pixels go into a new file, so a page carries no text, no script and no other format that was hidden
in one. SVG is text that can run, and is never shown.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_PIXELS = 16_000_000  # no larger picture is opened
_SIDE = 1200  # pixels; larger ones are scaled down
_ENCODED = 8_000_000  # characters of base64 that are looked at


class Budget:
    """How many figures, and how many bytes of them, one page may have."""

    def __init__(self, figures: int = 30, size: int = 4_000_000, looks: int = 60) -> None:
        self.figures = figures
        self.size = size
        self.looks = looks

    def has_time(self) -> bool:
        """Whether one more picture may be drawn anew, which can take a second; it is counted."""
        self.looks -= 1
        return self.looks >= 0 and self.figures > 0

    def takes(self, data: bytes) -> bool:
        """Whether one more fits; it is counted if it does."""
        if self.figures < 1 or len(data) > self.size:
            return False
        self.figures -= 1
        self.size -= len(data)
        return True


def figures_in(cell: Any, budget: Budget) -> Iterator[str]:
    """Yield a ``data:`` address for each picture that a cell shows or has attached."""
    bundles = [output.get("data", {}) for output in cell.get("outputs", [])]
    bundles += cell.get("attachments", {}).values()
    for bundle in bundles:
        for kind in _FORMATS:
            if kind not in bundle or not budget.has_time():
                continue
            png = redrawn(bundle[kind], _FORMATS[kind])
            if png and budget.takes(png):
                yield f"data:image/png;base64,{base64.b64encode(png).decode()}"
                break


def redrawn(encoded: object, form: str) -> bytes:
    """Return the picture as a new PNG; nothing if it is no picture of this form."""
    if not isinstance(encoded, str) or len(encoded) > _ENCODED:
        return b""
    try:
        data = base64.b64decode(encoded)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of what it finds suspicious
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                if picture.width * picture.height > _PIXELS:
                    return b""
                pixels = picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P") else "RGB")
        pixels.thumbnail((_SIDE, _SIDE))
        pixels.info.clear()
        out = io.BytesIO()
        pixels.save(out, "PNG", optimize=True)
    except Exception:
        # Damaged, no picture, or made so that Pillow stumbles: it raises nearly any kind of error,
        # and one picture must not cost the whole class its pages.
        return b""
    return out.getvalue()
