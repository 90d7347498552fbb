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
    """A titled box; a wide one runs across all columns of its page.

    ``topic`` is the word by which one asks for it; without one, the first word of the title.  What
    is ``extra`` is left out where the sheet has one side only and nobody asks for topics.
    """

    title: str
    items: tuple[str | Table, ...]
    topic: str = ""
    wide: bool = False
    extra: bool = False

    @property
    def word(self) -> str:
        """The word by which one asks for the section.

        Examples
        --------
        >>> Section("One neuron", ()).word, Section("Two layers", (), "layers").word
        ('one', 'layers')
        """
        return self.topic or self.title.split(" ")[0].strip(",:").lower()
