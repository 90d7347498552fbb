"""The strokes of a drawing on the board: circles and arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib.plots.style import PALETTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, float]
INK, FAINT = PALETTE["black"], "#8f8f8f"


def node(ax: Axes, place: Point, text: str, *, size: float = 32) -> None:
    """Draw a circle with a text; the size is its diameter in points."""
    ax.plot(*place, "o", ms=size, mfc="#f2f2f2", mec=INK, mew=1.2, zorder=2)
    if text:
        ax.text(*place, text, ha="center", va="center", zorder=3)


def arrow(
    ax: Axes,
    start: Point,
    end: Point,
    text: str,
    *,
    color: str = INK,
    shrink: Point = (17, 17),
    along: float = 0.42,
) -> None:
    """Draw an arrow that ends ``shrink`` points before its nodes, with a text above it."""
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "lw": 1.6,
                "shrinkA": shrink[0], "shrinkB": shrink[1]})  # fmt: skip
    if text:
        x, y = (s + along * (e - s) for s, e in zip(start, end, strict=True))
        ax.annotate(text, (x, y), xytext=(0, 9), textcoords="offset points", ha="center",
                    va="center", color=color, zorder=4,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
