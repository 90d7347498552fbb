"""Turns what a student's process says it printed into outputs of a notebook.

Nothing active gets through: plain text without control characters, and PNG pictures that are PNG
pictures.  HTML, JavaScript, SVG, LaTeX and widgets of a student are never kept.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping
from typing import Any

from grader.judge.text import clean, one_line
from grader.sandbox.limits import Limits

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_PICTURE_BYTES = 500_000
_SIDE = 4000
_LOUD_CELLS = 20  # as much text as this many cells may have is kept of a notebook
_MOST = 2000  # outputs of a notebook; the judge's report has to fit into one message


class Keeper:
    """Keeps the outputs of one notebook within its limits."""

    def __init__(self, limits: Limits) -> None:
        self.characters = int(limits.output_kb * 1000)
        self.left = _LOUD_CELLS * self.characters
        self.pictures = int(limits.figures)
        self.places = _MOST

    def outputs(self, reply: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the outputs of one cell as nbformat has them."""
        kept: list[dict[str, Any]] = []
        for name in ("stdout", "stderr"):
            if text := self._text(reply.get(name)):
                kept.append({"output_type": "stream", "name": name, "text": text})
        rich = reply.get("outputs")
        for entry in rich[:60] if isinstance(rich, list) else ():
            data = self._data(entry)
            if data:
                kept.append({"output_type": "display_data", "metadata": {}, "data": data})
        error = reply.get("error")
        if isinstance(error, dict):
            kept.append(self._error(error))
        kept = kept[: self.places]
        self.places -= len(kept)
        return kept

    def _text(self, value: Any) -> str:
        limit = min(self.characters, self.left)
        text = clean(value, limit=limit) if isinstance(value, str) and limit else ""
        self.left -= min(len(text), limit)
        return text

    def _data(self, entry: Any) -> dict[str, str]:
        match entry:  # str("text"): an array cannot be compared with a word
            case (str("text"), str(text)) if self.left:
                return {"text/plain": self._text(text)}
            case (str("png"), bytes(png)) if self.pictures > 0 and is_picture(png):
                self.pictures -= 1
                return {"image/png": base64.b64encode(png).decode()}
        return {}

    def _error(self, error: Mapping[str, Any]) -> dict[str, Any]:
        name, message = one_line(error.get("name"), limit=80), clean(error.get("message"))
        line = one_line(error.get("line"))
        trace = [part for part in (line, f"{name}: {message}") if part]
        return {"output_type": "error", "ename": name, "evalue": message, "traceback": trace}


def is_picture(data: bytes) -> bool:
    """Return whether the bytes begin as a PNG of a size that a browser can show.

    Examples
    --------
    >>> is_picture(b"<svg onload=alert(1)>")
    False
    """
    if len(data) > _PICTURE_BYTES or not data.startswith(_PNG) or len(data) < 24:
        return False
    sides = struct.unpack(">II", data[16:24])
    return all(0 < side <= _SIDE for side in sides)
