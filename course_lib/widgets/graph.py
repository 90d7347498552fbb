"""The drawing of the backprop stepper: boxes, arrows, and numbers on the arrows."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from course_lib.widgets.picture import Pixels
from course_lib.widgets.stage import GREEN, GREY, INK, RED, Stage

HEIGHT = 350
RUST = "#b04a00"  # RED for small letters: dark enough to be read
GLOW = {True: GREEN, False: RED}
Place = tuple[float, float]


class Patchwork(Stage):
    """A stage whose moving artists do not overlap, so those that rest can be kept as an image.

    Setting letters is what costs time here, and one control moves few of the numbers.
    """

    def __init__(self, height: int) -> None:
        super().__init__(height=height)
        self._looks: dict[Artist, object] = {}
        self._restless: set[Artist] = set()
        self._last: deque[set[Artist]] = deque(maxlen=4)  # what changed in the last frames
        self._resting: Any = None

    def pixels(self) -> Pixels:
        """Return the next frame; see :meth:`Stage.pixels`."""
        looks = {artist: _look(artist) for artist in self._moving}
        changed = {artist for artist, look in looks.items() if self._looks.get(artist) != look}
        self._looks = looks
        renderer = self.canvas.get_renderer()
        self._last.append(changed)
        # A drag moves the same numbers again and again, though not each one every time.
        moving: set[Artist] = set().union(*self._last)
        too_many = len(self._restless) > 1.5 * len(moving)
        if self._background is None or too_many or not changed <= self._restless:
            if self._background is None:
                super().pixels()
            self.canvas.restore_region(self._background)
            self._restless = moving
            for artist in self._moving:
                if artist not in self._restless:
                    artist.draw(renderer)
            self._resting = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._resting)
        for artist in self._moving:
            if artist in self._restless:
                artist.draw(renderer)
        return np.asarray(self.canvas.buffer_rgba())


def _look(artist: Any) -> object:
    """Return all that the drawings change about an artist."""
    if not artist.get_visible():
        return None
    if isinstance(artist, Text):
        rim = artist.get_bbox_patch()
        edge = None if rim is None else rim.get_edgecolor()
        return artist.get_text(), artist.get_color(), artist.get_fontsize(), edge
    return artist.get_edgecolor(), artist.get_linewidth()


class Graph:
    """Boxes and arrows that stay, texts and frames that move; one of several drawings is seen."""

    def __init__(self) -> None:
        self.stage = Patchwork(HEIGHT)
        self.stage.figure.set_layout_engine("none")
        self.axes = self.stage.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, self.stage.width), ylim=(0, HEIGHT))
        self.axes.set_axis_off()
        self.drawings: list[Drawing] = []

    def show(self, drawing: Drawing) -> None:
        """Let this drawing be seen and the others not."""
        if any(other.seen is not (other is drawing) for other in self.drawings):
            for other in self.drawings:
                other.see(other is drawing)
            self.stage.stale()


class Drawing:
    """One graph on the stage, in pixels from the lower left corner."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.stage, self.axes = graph, graph.stage, graph.axes
        self.seen = True
        self._artists: list[Artist] = []
        graph.drawings.append(self)

    def see(self, seen: bool) -> None:
        """Let it be seen or not."""
        self.seen = seen
        for artist in self._artists:
            artist.set_visible(seen)

    def text(self, at: Place, **options: Any) -> Any:
        """Return an empty text that moves."""
        settings = {"ha": "center", "va": "center", "fontsize": 11, "color": INK, **options}
        text = self.stage.moving(self.axes.text(*at, "", zorder=4, **settings))
        self._artists.append(text)
        return text

    def caption(self, at: Place, words: str, **options: Any) -> None:
        """Add words that never change."""
        settings = {"ha": "center", "va": "center", "fontsize": 10.5, "color": INK, **options}
        self._artists.append(self.axes.text(*at, words, **settings))

    def box(self, at: Place, size: Place) -> Any:
        """Add a box that stays, and return a frame for it that moves and is not there yet."""
        (x, y), (width, height) = at, size
        rim, frame = (
            FancyBboxPatch(
                (x - width / 2, y - height / 2), width, height,
                boxstyle="round,pad=0,rounding_size=8", fc=fill, ec=GREY, lw=1.5, zorder=2,
            )
            for fill in ("white", "none")
        )  # fmt: skip
        self.axes.add_patch(rim)
        self.axes.add_patch(frame)
        self.stage.moving(frame).set_linewidth(0)
        self._artists += [rim, frame]
        return frame

    def arrow(self, start: Place, end: Place) -> None:
        """Add an arrow that stays."""
        arrow = FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=13, color=GREY, lw=1.2)
        arrow.shrinkA = arrow.shrinkB = 0
        self.axes.add_patch(arrow)
        self._artists.append(arrow)


def short(value: float) -> str:
    """Return a number with four digits and a real minus sign, and never as minus zero.

    Examples
    --------
    >>> short(-0.23456), short(-0.0), short(-1234567.8)
    ('−0.2346', '0', '−1.235e6')
    """
    text = f"{value:.4g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return "0" if text == "-0" else text.replace("-", "−")


def rows(matrix: Any, digits: int) -> str:
    """Return the rows of a matrix, to be set in letters of one width.

    Examples
    --------
    >>> print(rows([[1, -2.5], [30000, 0]], 2))
      1.00  −2.50
    3.0e+4   0.00
    """
    lines = []
    for row in np.atleast_2d(matrix):
        cells = [f"{v:.{digits}f}" if abs(v) < 1000 else f"{v:.1e}" for v in row]
        tidy = [cell.replace("e+0", "e+").replace("-", "−") for cell in cells]
        lines.append(" ".join(f"{cell:>6}" for cell in tidy))
    return "\n".join(lines)
