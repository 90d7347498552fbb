"""What a figure shows, in words: made from its marks, for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMED = 6  # curves without a name, and texts, of which each is told; of more only the number
_NAMES = {"partial": "d", "mathbf": "", "mathrm": "", "text": "", "top": "T", "cdot": " times ",
          "odot": " times ", "rightarrow": " to ", "leftarrow": " from ", "sum": "sum of ",
          "hat": ""}  # fmt: skip


def plain(text: str) -> str:
    r"""Return a label as it is read aloud, without the marks of mathematics.

    Examples
    --------
    >>> plain(r"$\partial L/\partial w_{ij}^{(2)}$ = 3"), plain(r"$\lambda$ = 2")
    ('dL/dw_ij^(2) = 3', 'lambda = 2')
    """
    text = text.replace(r"\times", " times ").replace("−", "-")
    text = re.sub(r"\\([a-zA-Z]+) ?", lambda m: _NAMES.get(m[1], m[1]), text)
    return " ".join(re.sub(r"[${}\\]", "", text).split())


def description(figure: Figure) -> str:
    """Return sentences on each panel: title, axes, curves with their ends and extremes, texts.

    Examples
    --------
    >>> from course_lib import plots
    >>> figure, ((axes,),) = plots.canvas()
    >>> _ = axes.plot([0, 1, 2], [3, 1, 2], label="loss")
    >>> _ = axes.set(xlabel="epoch", title="one run")
    >>> description(figure)
    'one run. Across: epoch, -0.1 to 2.1. loss: 3 at 0, lowest 1 at 1, 2 at 2.'
    """
    panels = [(ax, _with_legend(ax, [*_sentences(ax)])) for ax in figure.axes if ax.get_visible()]
    shown = [(ax, told) for ax, told in panels if told]
    whole = figure.get_suptitle()
    parts = [f"{plain(whole)}." if whole else ""]
    for k, (ax, told) in enumerate(shown):
        number = f"Panel {k + 1} of {len(shown)}: " if len(shown) > 1 else ""
        title = f"{plain(ax.get_title())}. " if ax.get_title() else ""
        parts.append(number + title + " ".join(told))
    return " ".join(part for part in parts if part)


def _with_legend(ax: Axes, told: list[str]) -> list[str]:
    """Add what only the legend says: names of surfaces, and of many curves at once."""
    legend = ax.get_legend()
    names = [plain(entry.get_text()) for entry in legend.get_texts()] if legend else []
    silent = [name for name in names if not any(name in sentence for sentence in told)]
    return [*told, f"Legend: {'; '.join(silent)}."] if silent else told


def _sentences(ax: Axes) -> Iterator[str]:
    said = str(getattr(ax, "said", ""))
    if said:
        yield said
    if not ax.axison:  # a drawing: the texts in it are parts of what was said
        yield from () if said else _texts(ax)
        return
    for name, axis in (("Across", ax.xaxis), ("Up", ax.yaxis)):
        label = plain(axis.get_label_text())
        if label:
            low, high = (value(v) for v in sorted(axis.get_view_interval()))
            many = f", {low} to {high}" if name == "Across" and not _categories(ax) else ""
            scale = ", logarithmic" if axis.get_scale() == "log" else ""
            yield f"{name}: {label}{many}{scale}."
    yield from _curves(ax)
    yield from _bars(ax)
    for image in ax.images:
        rows, columns = np.shape(np.asarray(image.get_array()))[:2]
        yield f"An image of {rows} by {columns} cells."
    yield from _texts(ax)


def _curves(ax: Axes) -> Iterator[str]:
    """Tell of every curve with a name, and of the others if they are few."""
    lines = [line for line in ax.lines if np.size(line.get_xdata())]
    named = [line for line in lines if not str(line.get_label()).startswith("_")]
    others = [line for line in lines if line not in named and np.size(line.get_xdata()) > 2]
    for line in named:
        told = _curve(line)
        if told:
            yield f"{plain(str(line.get_label()))}: {told}."
    if len(others) <= _NAMED:
        for line in others:
            yield f"{_kind(line)}: {_curve(line)}."
    else:
        yield f"{len(others)} more curves without a name."
    from matplotlib.container import ErrorbarContainer

    for one in ax.containers:
        name = plain(str(one.get_label()))
        if isinstance(one, ErrorbarContainer) and not name.startswith("_"):
            yield f"{name}: {_curve(one.lines[0])}, with error bars."


def _kind(line: Any) -> str:
    return "Points" if line.get_linestyle() == "None" else "Curve"


def _curve(line: Any) -> str:
    """Return the ends of a curve and its extremes, or the one value it has."""
    x, y = (np.asarray(v, dtype=float).ravel() for v in line.get_data())
    told = np.isfinite(x) & np.isfinite(y)
    if not told.any():
        return ""
    x, y = x[told], y[told]
    if len(set(x)) == 1:
        return f"a line at {value(x[0])}" if len(x) > 1 else f"{value(y[0])} at {value(x[0])}"
    if _kind(line) == "Points":
        ranges = [f"{value(v.min())} to {value(v.max())}" for v in (x, y)]
        return f"{len(x)} points, across {ranges[0]}, up {ranges[1]}"
    if np.ptp(y) == 0:
        return f"always {value(y[0])}"
    places = {0: "", len(x) - 1: ""}
    for name, place in (("lowest", int(y.argmin())), ("highest", int(y.argmax()))):
        if 0 < place < len(x) - 1:
            places[place] = f"{name} "
    return ", ".join(f"{places[p]}{value(y[p])} at {value(x[p])}" for p in sorted(places))


def _bars(ax: Axes) -> Iterator[str]:
    """Tell of bars by their heights, under the names that the axis gives them."""
    from matplotlib.container import BarContainer

    for bars in ax.containers:
        if isinstance(bars, BarContainer):
            name = plain(str(bars.get_label()))
            heights = ", ".join(value(float(bar.get_height())) for bar in bars)
            yield f"{'Bars' if name.startswith('_') else name}: {heights}."
    if _categories(ax):
        yield "Side by side: " + ", ".join(plain(name) for name in _categories(ax)) + "."


def _categories(ax: Axes) -> list[str]:
    """Return the names under an axis that has names and no numbers."""
    if ax.get_xscale() != "linear":
        return []
    names = [label.get_text() for label in ax.get_xticklabels()]
    return [n for n in names if n] if any(re.search(r"[a-z]{3}", n) for n in names) else []


def _texts(ax: Axes) -> Iterator[str]:
    words = [plain(text.get_text()) for text in ax.texts if text.get_text().strip()]
    if words:
        yield ("In the picture: " if ax.axison else "") + "; ".join(words) + "."


def value(number: float) -> str:
    """Return a number as it is said: three digits, whole if it is large.

    Examples
    --------
    >>> value(0.12345), value(12345.6), value(0.00001)
    ('0.123', '12346', '1e-05')
    """
    return f"{number:.0f}" if 1000 <= abs(number) < 1e7 else f"{number:.3g}"
