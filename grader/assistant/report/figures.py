"""The figures of the report, as SVG.

They differ in lightness and hatching and not in hue alone, so they can be read in grey and by
the colour-blind; each has a text that says the same in words. All are narrow enough for a phone.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.assistant.report.analysis import Item

_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,  # a dollar in a name is a dollar
    "svg.fonttype": "path",
    "svg.hashsalt": "report",  # the same picture has the same bytes
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.7,
}
_DARK, _MIDDLE, _INK, _LINE = "#1f4e8c", "#a9c4e4", "#1d2733", "#d8dee5"
_WIDTH = 4.8  # inches


@dataclass(frozen=True)
class Figure:
    """An image as a data address, with what it shows in words."""

    source: str
    alt: str


def distribution(shares: Sequence[float]) -> Figure:
    """Draw how many students have which share of the points, in steps of 10%."""
    counts = [0] * 10
    for share in shares:
        counts[min(9, max(0, int(share * 10 + 1e-9)))] += 1

    def draw(axes: Any) -> None:
        bars = axes.bar(range(10), counts, width=0.92, align="edge", color=_DARK)
        axes.bar_label(bars, [count or "" for count in counts], padding=2, color=_INK)
        axes.set_xticks(range(0, 11, 2), [f"{10 * tick}%" for tick in range(0, 11, 2)])
        axes.set(xlabel="share of the points", ylabel="students", xlim=(-0.1, 10.1))
        axes.set_ylim(0, 1.15 * max(1, *counts))
        axes.yaxis.get_major_locator().set_params(integer=True)

    steps = [f"{10 * i} to {10 * i + 10}%: {count}" for i, count in enumerate(counts) if count]
    return _figure(draw, 2.5, f"Students by share of the points. {', '.join(steps)}.")


def levels(items: Sequence[Item]) -> Figure:
    """Draw for each exercise the shares of students with all, some and none of the points."""
    parts = (
        ("all points", [item.full for item in items], {"color": _DARK}),
        ("some", [item.partial for item in items], {"color": _MIDDLE, "hatch": "////"}),
        ("none", [item.none for item in items], {"color": "white"}),
    )

    def draw(axes: Any) -> None:
        places, left = range(len(items)), [0.0] * len(items)
        for label, counts, look in parts:
            widths = [n / item.graded for n, item in zip(counts, items, strict=True)]
            axes.barh(places, widths, left=left, height=0.7, edgecolor=_INK, linewidth=0.6,
                      label=label, **look)  # fmt: skip
            left = [start + width for start, width in zip(left, widths, strict=True)]
        for place, item in enumerate(items):
            axes.text(1.02, place, f"{item.facility or 0:.0%}", va="center", color=_INK)
        _rows(axes, items)
        axes.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
        axes.set(xlim=(0, 1), xlabel="students; on the right the mean share of points")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False,
                    borderaxespad=0.2, handlelength=1.4, columnspacing=1.2)  # fmt: skip

    words = "; ".join(f"{item.exercise.name} {item.facility or 0:.0%}" for item in items)
    return _figure(draw, _height(items), f"Mean share of points, hardest first: {words}.")


def discrimination(items: Sequence[Item]) -> Figure:
    """Draw for each exercise how its score goes with the score of all others."""
    known = [(p, i.discrimination) for p, i in enumerate(items) if i.discrimination is not None]

    def draw(axes: Any) -> None:
        axes.axvline(0, color=_INK, linewidth=0.8)
        axes.axvline(0.2, color=_INK, linewidth=0.8, linestyle=":")
        for place, value in known:
            axes.plot([0, value], [place, place], color=_MIDDLE, linewidth=2, zorder=1)
            fill = _DARK if value >= 0.2 else "white"
            axes.plot(value, place, "o", color=_DARK, markerfacecolor=fill, markersize=5.5)
        _rows(axes, items)
        least = min([0.0, *(value for _, value in known)])
        axes.set(xlim=(min(-0.1, least - 0.1), 1.03), xlabel="correlation with all other exercises")

    words = "; ".join(f"{items[place].exercise.name} {value:.2f}" for place, value in known)
    return _figure(draw, _height(items), f"Discrimination, hardest exercise first: {words}.")


def _rows(axes: Any, items: Sequence[Item]) -> None:
    axes.set_yticks(range(len(items)), [_short(item.exercise.name) for item in items])
    axes.set_ylim(len(items) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"


def _height(items: Sequence[Item]) -> float:
    return 0.85 + 0.24 * len(items)


def _figure(draw: Any, height: float, alt: str) -> Figure:
    """Return the picture; matplotlib, which takes half a second to import, only now."""
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    with matplotlib.rc_context(_STYLE):
        canvas = Canvas(figsize=(_WIDTH, height), layout="constrained")
        draw(canvas.add_subplot())
        buffer = io.BytesIO()
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    code = base64.b64encode(buffer.getvalue()).decode()
    return Figure(f"data:image/svg+xml;base64,{code}", alt)
