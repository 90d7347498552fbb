"""What a cheat sheet is made of: sections of text, tables and small plots."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plot:
    """A curve to be drawn as small as a letter."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header; ``widths`` are Typst's column widths, ``"1fr 2fr"``."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | Plot, ...], ...]
    widths: str


@dataclass(frozen=True)
class Section:
    """A titled box; a wide one runs across all columns of its page."""

    title: str
    items: tuple[str | Table, ...]
    wide: bool = False
