"""Colours, line styles and the empty figure from which every plot starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from course_lib.checks import as_count, as_number, message, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PALETTE = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "black": "#000000",
    "grey": "#767676",
}
"""The colours of Okabe and Ito, which colour-blind readers tell apart, and a grey for notes."""

_LINES = ("blue", "vermillion", "green", "black", "purple", "sky", "orange")
_DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")


def line_style(k: int) -> dict[str, Any]:
    """Return colour and dashes of the k-th line; lines of one figure differ in both.

    Examples
    --------
    >>> line_style(1)
    {'color': '#D55E00', 'linestyle': '--'}
    """
    k = as_count(k, who="line_style", name="k", low=0)
    return {"color": PALETTE[_LINES[k % len(_LINES)]], "linestyle": _DASHES[k % len(_DASHES)]}


def canvas(
    rows: int = 1, columns: int = 1, *, width: float = 8.0, height: float = 4.0
) -> tuple[Figure, NDArray[Any]]:
    """Return a figure in the course's style and its axes, always an array (rows, columns).

    Examples
    --------
    >>> figure, axes = canvas(1, 2)
    >>> axes.shape
    (1, 2)
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from course_lib.plots.picture import STYLE, Picture

    rows, columns = (as_count(n, who="canvas", name="rows and columns") for n in (rows, columns))
    size = [as_number(v, who="canvas", name="width and height", low=0.5) for v in (width, height)]
    with mpl.rc_context(STYLE):
        figure = Picture(figsize=(size[0], size[1]), layout="constrained")
        FigureCanvasAgg(figure)  # makes itself figure.canvas: drawing needs no window
        return figure, np.asarray(figure.subplots(rows, columns, squeeze=False))


@contextmanager
def drawing(
    ax: Axes | None, *, width: float = 8.0, height: float = 4.0
) -> Iterator[tuple[Figure, Axes]]:
    """Give the figure and axes to draw on, new ones unless ``ax`` is given, with the style on."""
    import matplotlib as mpl

    from course_lib.plots.picture import STYLE

    if ax is not None and not (hasattr(ax, "plot") and hasattr(ax, "figure")):
        hint = "For example canvas()[1][0, 0]; None draws a new figure."
        raise TypeError(message("plots", "ax", "be matplotlib axes", short(ax), hint))
    if ax is None:
        ax = canvas(width=width, height=height)[1][0, 0]
    with mpl.rc_context(STYLE):
        yield cast("Figure", ax.figure), ax


def told(figure: Figure, sentence: str, ax: Axes | None = None) -> Figure:
    """Say what a figure shows, for those who cannot see it, and return the figure.

    The sentence is made from the data that were drawn. It comes before what can be read off the
    marks; with ``ax`` it belongs to that panel, if there are several. A figure that is not the
    course's own is left alone.

    Examples
    --------
    >>> told(canvas()[0], "The loss falls from 3 to 1.").alt
    'The loss falls from 3 to 1.'
    """
    place = figure if ax is None or len(figure.axes) == 1 else ax
    if hasattr(figure, "said"):
        setattr(place, "said", f"{getattr(place, 'said', '')} {sentence}".strip())  # noqa: B010 - axes have no such name
    return figure


def number(value: float) -> str:
    """Return a number as a label shows it: three digits or whole, a true minus sign, no "-0".

    Examples
    --------
    >>> number(-0.12345), number(20000.4), number(-0.0)
    ('−0.123', '20,000', '0')
    """
    if not value:
        return "0"
    text = f"{value:,.0f}" if 1000 <= abs(value) < 1e7 else f"{value:.3g}"
    return text.replace("-", "−")


def percent(share: float) -> str:
    """Return a share in whole per cent.

    Examples
    --------
    >>> percent(0.25)
    '25 %'
    """
    return f"{100 * share:.0f} %"
