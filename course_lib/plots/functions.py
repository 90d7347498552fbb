"""An activation with its derivative; where it is flat, no gradient passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import require_some
from course_lib.checks import FloatArray, as_array, as_function, as_number, message, short
from course_lib.plots.description import value
from course_lib.plots.style import PALETTE, drawing, line_style, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def activation(
    g: Callable[[FloatArray], Any],
    *,
    derivative: Callable[[FloatArray], Any] | None = None,
    z: ArrayLike | None = None,
    flat: float = 0.05,
    title: str | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw g and g', and shade where abs(g') < flat: there a unit hardly learns.

    Parameters
    ----------
    g : an elementwise activation, an entry of ``ACTIVATIONS`` or a function of your own.
    derivative : g'; None takes ``g.derivative``.
    z : where to draw, increasing, shape (m,); None is -5 to 5.
    flat : threshold of the shading; 0 shades nothing.
    title : None takes the activation's own title or name.

    Raises
    ------
    ValueError : g has no derivative, or returns another shape than z's.

    Examples
    --------
    >>> figure = activation(np.tanh, derivative=lambda z: 1 - np.tanh(z) ** 2)
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()][1:]
    ['$g(z)$', "$g'(z)$"]
    """
    who = "plots.activation"
    places = np.linspace(-5, 5, 1001) if z is None else as_array(z, who=who, name="z", shape=("m",))
    require_some(places, who=who, name="z")
    g = as_function(g, who=who, name="g", of="z")
    slope = getattr(g, "derivative", None) if derivative is None else derivative
    if slope is None:
        hint = "Pass derivative=..., a function of z."
        raise ValueError(message(who, "g", "have a derivative", short(g), hint))
    slope = as_function(slope, who=who, name="derivative", of="z")
    flat = as_number(flat, who=who, name="flat", low=0)
    values = as_array(g(places), who=who, name="g(z)", shape=places.shape)
    change = as_array(slope(places), who=who, name="derivative(z)", shape=places.shape)
    with drawing(ax, width=6.5, height=4) as (figure, ax):
        _shade(ax, places, np.abs(change) < flat, rf"flat: $|g'(z)| < {flat:g}$")
        ax.axhline(0, color=PALETTE["grey"], linewidth=0.8)
        ax.axvline(0, color=PALETTE["grey"], linewidth=0.8)
        ax.plot(places, values, label="$g(z)$", **line_style(0))
        ax.plot(places, change, label="$g'(z)$", **line_style(1))
        ax.set(xlabel="$z$", xlim=(places[0], places[-1]))
        ax.set_title(_title(g) if title is None else title)
        ax.legend(loc="upper left")
    return (
        told(figure, _told(ax.get_title(), places, np.abs(change) < flat), ax) if flat else figure
    )


def _told(title: str, z: FloatArray, flat: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    """Say where the curve is flat."""
    ranges = [f"{value(z[first])} to {value(z[end - 1])}" for first, end in _runs(flat)]
    where = f"from {' and from '.join(ranges)}" if ranges else "nowhere"
    return f"{title} is flat {where}."


def _title(g: object) -> str:
    return str(getattr(g, "title", None) or getattr(g, "name", None) or "activation")


def _shade(ax: Axes, z: FloatArray, flat: np.ndarray[Any, np.dtype[np.bool_]], label: str) -> None:
    """Shade each run of True; only the first carries the label, for one legend entry."""
    for k, (first, end) in enumerate(_runs(flat)):
        ax.axvspan(z[first], z[end - 1], facecolor="#eeeeee", edgecolor="#bbbbbb",
                   hatch="//", linewidth=0, zorder=0, label="" if k else label)  # fmt: skip


def _runs(flat: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    """Return first and end of each run of True, shape (runs, 2)."""
    return np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]]))).reshape(-1, 2)
