"""What is kept of a cell's output: text up to a limit, and a few pictures."""

from __future__ import annotations

import base64
import io
from typing import Any

PICTURE_BYTES = 500_000
PICTURES_PER_CELL = 3


class Capped(io.TextIOBase):
    """A text file in memory that keeps the first ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        self.parts: list[str] = []
        self.left = limit
        self.dropped = False

    def write(self, text: str) -> int:
        """Keep what still fits."""
        text = str(text)
        if self.left > 0 and text:
            self.parts.append(text[: self.left])
        self.dropped |= len(text) > self.left
        self.left -= min(len(text), self.left)
        return len(text)

    def writable(self) -> bool:
        """Say that print may write here."""
        return True

    def text(self) -> str:
        """Return what was kept, with a mark where it was cut."""
        return "".join(self.parts) + ("\n[output cut]" if self.dropped else "")


class Outputs:
    """The rich outputs of the running cell: ("text", str) and ("png", bytes)."""

    def __init__(self) -> None:
        self.items: list[tuple[str, Any]] = []
        self.limit = 50_000

    def add(self, data: dict[str, Any]) -> None:
        """Keep a picture if there is one, else the plain text."""
        png = data.get("image/png")
        if isinstance(png, str):
            png = base64.b64decode(png)
        if isinstance(png, bytes) and len(png) <= PICTURE_BYTES:
            if sum(kind == "png" for kind, _ in self.items) < PICTURES_PER_CELL:
                self.items.append(("png", png))
        elif "text/plain" in data and len(self.items) < 50:
            self.items.append(("text", str(data["text/plain"])[: self.limit]))


OUTPUTS = Outputs()
