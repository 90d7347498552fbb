"""A figure with the course's style in itself; importing this file imports matplotlib."""

from __future__ import annotations

import base64
import os
from collections.abc import Collection
from html import escape
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure

from course_lib.plots.description import description

STYLE: Any = {  # Any: the type of its keys differs between releases of matplotlib
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.labelsize": 11,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "legend.fontsize": 10,
    "legend.frameon": True,  # white, so that no line runs through its text
    "legend.framealpha": 1.0,
    "legend.edgecolor": "white",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "lines.linewidth": 2.0,
    "image.cmap": "Greys",
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "course",  # the same figure is the same text
}

_UNATTENDED = ("NBGRADER_EXECUTION", "COURSE_SANDBOX")
"""Set where a program runs the notebook for a page that shows pixels only."""

_LARGEST = 180_000  # characters of SVG; a figure of more marks is sent as pixels

# On a dark page the figure is turned over: paper becomes dark, ink light, hues stay. A figure that
# holds an image keeps its white paper, since its greys mean something.
_DARK = ("[data-jp-theme-light=false]", ".vscode-dark", ".vscode-high-contrast", "[theme=dark]")
_SHEET = (
    "<style>.course-figure{max-width:100%;height:auto;background:#fff;border-radius:4px}"
    + ",".join(f"{page} .course-figure.turns" for page in _DARK)
    + "{filter:invert(.93) hue-rotate(180deg)}</style>"
)


class Picture(Figure):
    """A matplotlib figure that no window manager keeps, so nothing has to be closed.

    It carries the style while it is drawn and shows itself in a notebook whatever the backend, as
    vector graphics with a text for those who cannot see it.
    """

    said = ""
    """What the figure shows, in a sentence made from its data; the rest is read off its marks."""

    @property
    def alt(self) -> str:
        """The text in the figure's place: first what it shows, then its panels and curves."""
        if self.said and not any(ax.axison for ax in self.axes):
            return self.said  # a drawing: the texts in it are parts of what was said
        return f"{self.said} {description(self)}".strip()

    def draw(self, renderer: RendererBase) -> None:
        """Draw with the course's style, so that ticks made now, after a clear(), have it too."""
        with mpl.rc_context(STYLE):
            super().draw(renderer)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        if (include and "text/html" not in include) or any(map(os.environ.get, _UNATTENDED)):
            return {"image/png": self._saved("png"), "text/plain": self.alt}
        return {"text/html": self.html(), "text/plain": self.alt}

    def html(self) -> str:
        """Return the figure as an element of a page, readable on a light and on a dark one."""
        kind, data = "svg+xml", self._saved("svg")
        if len(data) > _LARGEST:
            kind, data = "png", self._saved("png")
        turns = "" if any(map(_has_greys, self.axes)) else " turns"
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        width = round(100 * self.get_figwidth())
        return (
            f'{_SHEET}<img class="course-figure{turns}" width="{width}" '
            f'alt="{escape(self.alt)}" src="{source}">'
        )

    def _saved(self, kind: str) -> bytes:
        buffer = BytesIO()
        metadata = {"Date": None, "Creator": None} if kind == "svg" else None
        with mpl.rc_context(STYLE):  # the salt is read while saving
            self.savefig(buffer, format=kind, dpi=100, metadata=metadata)
        return buffer.getvalue()


def _has_greys(ax: Axes) -> bool:
    """Tell whether shades mean something here: pixels, or cells of a mesh."""
    return bool(ax.images) or any(isinstance(part, QuadMesh) for part in ax.collections)
