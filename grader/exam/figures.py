"""Pictures of questions: a description that is cheap to draw at random, rendered when needed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal


@dataclass(frozen=True)
class Curve:
    """A line, a row of dots or a row of bars through the points ``x``, ``y``."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    label: str = ""
    style: Literal["line", "dots", "bars"] = "line"


@dataclass(frozen=True)
class Figure:
    """A plot on a grid that can be read off; ``alt`` says in words what it shows."""

    curves: tuple[Curve, ...]
    x_label: str
    y_label: str
    alt: str
    x_ticks: tuple[float, ...] = ()
    y_ticks: tuple[float, ...] = ()
    equal: bool = False


_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.fonttype": "path",
    "svg.hashsalt": "exam",  # the same picture has the same bytes
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_LINES = ("-", "--", "-.", ":")
_COLOURS = ("#1f4e8c", "#b5471b", "#3b7a3b", "#555555")
_MARKERS = ("o", "s", "^", "D")


@lru_cache(maxsize=256)
def render(figure: Figure, kind: Literal["svg", "png"] = "svg") -> bytes:
    """Return the picture as SVG, or as PNG for places that cannot show SVG."""
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    with matplotlib.rc_context(_STYLE):
        canvas = Canvas(figsize=(4.2, 2.6))
        axes = canvas.add_axes((0.13, 0.18, 0.85, 0.78))  # automatic layout takes twice the time
        for i, curve in enumerate(figure.curves):
            _draw(axes, curve, i)
        axes.set(xlabel=figure.x_label, ylabel=figure.y_label)
        if figure.x_ticks:
            axes.set_xticks(figure.x_ticks)
        if figure.y_ticks:
            axes.set_yticks(figure.y_ticks)
        if figure.equal:
            axes.set_aspect("equal")
        axes.grid(color="#d9d9d9", linewidth=0.6)
        axes.set_axisbelow(True)
        if any(curve.label for curve in figure.curves):
            axes.legend(frameon=False)
        buffer = io.BytesIO()
        stamp = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        canvas.savefig(buffer, format=kind, dpi=200, metadata=stamp)
    return buffer.getvalue()


def _draw(axes: Any, curve: Curve, place: int) -> None:
    colour = _COLOURS[place % len(_COLOURS)]
    label = curve.label or None
    if curve.style == "bars":
        axes.bar(curve.x, curve.y, width=0.6, color=colour, label=label)
    elif curve.style == "dots":
        axes.plot(curve.x, curve.y, _MARKERS[place % 4], color=colour, label=label, markersize=5)
    else:
        axes.plot(curve.x, curve.y, _LINES[place % 4], color=colour, label=label, linewidth=1.6)
