"""Stage: a Matplotlib figure that is drawn once and from then on only updated.

The still parts (axes, ticks, labels) are drawn once and kept as an image. A frame restores
that image and draws the moving artists on top, which is about a hundred times cheaper than
drawing the figure. The figure never enters pyplot, so nothing has to be closed there.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course_lib.widgets.picture import Pixels, Pointer

DPI = 100
WIDTH = 920  # pixels: fits beside JupyterLab's side bar on a screen 1366 pixels wide

# Okabe and Ito's colours: told apart by colour-blind readers, of different lightness in grey.
BLUE, ORANGE, GREEN, RED = "#0072b2", "#e69f00", "#009e73", "#d55e00"
SKY, PURPLE, GREY, INK = "#56b4e9", "#cc79a7", "#8a8a8a", "#222222"

STYLE: Any = {
    "font.size": 10.5,  # points at 100 dots per inch: letters 15 pixels high
    "axes.titlesize": 11,
    "axes.labelsize": 10.5,
    "legend.fontsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.grid": False,
    "grid.color": "#dddddd",
    "legend.frameon": False,
    "mathtext.fontset": "dejavusans",
}

AnyArtist = TypeVar("AnyArtist", bound=Artist)


class Stage:
    """A figure of a fixed size in pixels, with still and moving artists.

    ``room`` is kept free on the left, as a share of the width: for a minus sign at ticks that
    come later, because the axes stay where the first layout has put them.

    Examples
    --------
    >>> stage = Stage(200, 100)
    >>> axes = stage.figure.subplots()
    >>> line = stage.moving(axes.plot([0, 1], [0, 1])[0])
    >>> stage.pixels().shape
    (100, 200, 4)
    """

    def __init__(self, width: int = WIDTH, height: int = 360, room: float = 0.0) -> None:
        self.width = width
        self._room = (room, 0.0, 1.0 - room, 1.0)
        with rc_context(STYLE):
            self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
        self.figure.set_layout_engine("constrained", rect=self._room)
        self.canvas: Any = FigureCanvasAgg(self.figure)  # Matplotlib leaves its methods untyped
        self._moving: list[Artist] = []
        self._background: Any = None
        self._grabbed: Axes | None = None

    def grid(self, rows: int, columns: int, **options: Any) -> Any:
        """Return axes as ``Figure.subplots`` does, in the course's style."""
        with rc_context(STYLE):
            return self.figure.subplots(rows, columns, **options)

    def mosaic(self, rows: Any, **options: Any) -> dict[str, Axes]:
        """Return named axes as ``Figure.subplot_mosaic`` does, in the course's style."""
        with rc_context(STYLE):
            return self.figure.subplot_mosaic(rows, **options)

    def moving(self, artist: AnyArtist) -> AnyArtist:
        """Register an artist that is drawn in each frame, and return it."""
        artist.set_animated(True)
        self._moving.append(artist)
        self._moving.sort(key=lambda a: a.get_zorder())
        return artist

    def drop(self, artist: Artist) -> None:
        """Remove a moving artist from the figure."""
        self._moving.remove(artist)
        artist.remove()

    def stale(self, *, relayout: bool = False) -> None:
        """Say that a still part has changed (a limit, a title): it is drawn anew next time.

        The axes stay in their places unless ``relayout`` is set: for other data, whose names
        and ticks need other room.
        """
        self._background = None
        if relayout:
            self.figure.set_layout_engine("constrained", rect=self._room)

    def pixels(self) -> Pixels:
        """Return the next frame, of shape (height, width, 4). The buffer is reused."""
        if self._background is None:
            with rc_context(STYLE):
                self.canvas.draw()
            # The first layout stays: axes that jump while a number changes are hard to read.
            self.figure.set_layout_engine("none")
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._background)
        renderer = self.canvas.get_renderer()
        for artist in self._moving:
            artist.draw(renderer)
        return np.asarray(self.canvas.buffer_rgba())

    def close(self) -> None:
        """Let go of the figure. A notebook keeps what a cell has returned, so the stage stays."""
        self.figure.clear()
        self.figure = Figure()
        self.canvas = self._background = self._grabbed = None
        self._moving.clear()

    def locate(self, pointer: Pointer) -> tuple[Axes | None, float, float]:
        """Return the axes under the pointer and the position in their data coordinates."""
        spot = self.figure.bbox.width * pointer.x, self.figure.bbox.height * pointer.y
        for axes in self.figure.axes:
            if axes.get_visible() and axes.bbox.contains(*spot):
                x, y = axes.transData.inverted().transform(spot)
                return axes, float(x), float(y)
        return None, 0.0, 0.0

    def grab(self, pointer: Pointer) -> tuple[Axes | None, float, float]:
        """Return the axes that a drag has touched first and the pointer in their coordinates.

        The axes keep the drag until the button is released, also when the pointer has left
        them: a fast drag skips positions, and where it ends must count all the same. What the
        plot can show of a position outside is for the plot to say.
        """
        if pointer.kind == "down":
            self._grabbed = None
        axes = self._grabbed = self._grabbed or self.locate(pointer)[0]
        if pointer.kind == "up":
            self._grabbed = None
        return (None, 0.0, 0.0) if axes is None else (axes, *self.value_at(axes, pointer))

    def value_at(self, axes: Axes, pointer: Pointer) -> tuple[float, float]:
        """Return the pointer's position in the coordinates of ``axes``, also outside of them."""
        spot = self.figure.bbox.width * pointer.x, self.figure.bbox.height * pointer.y
        x, y = axes.transData.inverted().transform(spot)
        return float(x), float(y)
