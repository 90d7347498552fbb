"""A figure with the course's style in itself; importing this file imports matplotlib."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

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
}


class Picture(Figure):
    """A matplotlib figure that no window manager keeps, so nothing has to be closed.

    It carries the style while it is drawn and shows itself in a notebook whatever the backend.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw with the course's style, so that ticks made now, after a clear(), have it too."""
        with mpl.rc_context(STYLE):
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        buffer = BytesIO()
        self.savefig(buffer, format="png", dpi=100)
        return buffer.getvalue()
