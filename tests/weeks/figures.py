"""What a notebook shows is a figure of the course, with a text in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matplotlib.figure import Figure

from course_lib.plots.description import plain
from course_lib.plots.picture import Picture

SHORTEST, LONGEST = 60, 2500
"""Characters of a text: less says nothing, more is read by nobody."""


def require_texts(shown: Iterable[object]) -> int:
    """Fail unless each figure says in words what is in it; return how many there are.

    A text says something if it names every panel's title and every curve that the legend names,
    with numbers where there is an axis, and in words without the marks of mathematics.
    """
    figures = [thing for thing in shown if isinstance(thing, Figure)]
    for figure in figures:
        assert isinstance(figure, Picture), "made without plots.canvas: it has no text"
        text = figure.alt
        assert SHORTEST <= len(text) <= LONGEST, f"{len(text)} characters: {text}"
        assert not re.search(r"[$\\{}]|mathdefault|\bnan\b", text), text
        for ax in figure.axes:
            if ax.axison:
                assert plain(ax.get_title()) in text, text
                assert re.search(r"\d", text), text
            legend = ax.get_legend()
            for entry in legend.get_texts() if legend else []:
                assert plain(entry.get_text()) in text, text
    return len(figures)
