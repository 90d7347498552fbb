"""Arrays that are pictures already: dropout masks and small images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import require_some
from course_lib.checks import as_array, as_count, as_list, as_number, require_shape
from course_lib.plots.style import PALETTE, canvas, drawing, percent, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


MOST_SHARES = 20  # more rows than these are too low for a number beside each


def dropout_mask(masks: ArrayLike, *, p: float | None = None, ax: Axes | None = None) -> Figure:
    """Draw which units were dropped in successive forward passes: black is dropped.

    Parameters
    ----------
    masks : shape (passes, units), 0 where a unit was dropped and anything else where it was
        kept, so that an inverted-dropout mask with entries 1 / (1 - p) can be given as it is.
    p : the probability of dropping, for the title.

    Examples
    --------
    >>> figure = dropout_mask([[0, 2, 2], [2, 0, 0]], p=0.5)
    >>> figure.axes[0].get_title()
    'dropped 50 % of the units, expected 50 %'
    """
    who = "plots.dropout_mask"
    masks = as_array(masks, who=who, name="masks")
    hint = "Use masks.reshape(1, -1) for one pass?" if masks.ndim == 1 else ""
    require_shape(masks, ("passes", "units"), who=who, name="masks", hint=hint)
    require_some(masks, who=who, name="masks")
    p = None if p is None else as_number(p, who=who, name="p", low=0, high=1)
    dropped = masks == 0
    passes, units = dropped.shape
    width, height = min(10, 2.5 + 0.28 * units), min(8, 1.4 + 0.28 * passes)
    with drawing(ax, width=width, height=height) as (figure, ax):
        edges = np.arange(units + 1) - 0.5, np.arange(passes + 1) - 0.5
        ax.pcolormesh(*edges, dropped.astype(float), cmap="Greys", vmin=0, vmax=1.25,
                      edgecolors="#999999", linewidth=0.5)  # fmt: skip
        for row, share in enumerate(dropped.mean(axis=1) if passes <= MOST_SHARES else ()):
            ax.text(units - 0.2, row, percent(share), va="center", fontsize=10)
        ax.set(xlabel="unit", ylabel="forward pass", xlim=(-0.5, units - 0.5))
        ax.set_ylim(passes - 0.5, -0.5)
        ax.set_aspect("equal")
        ax.locator_params(integer=True)
        expected = "" if p is None else f", expected {percent(p)}"
        ax.set_title(f"dropped {percent(float(dropped.mean()))} of the units{expected}")
    rows = f"{len(np.unique(dropped, axis=0))} of {passes} rows differ"
    shares = f"{percent(dropped.mean(axis=1).min())} to {percent(dropped.mean(axis=1).max())}"
    return told(figure, f"{passes} passes of {units} units: {shares} of a row dropped, {rows}.", ax)


def images_grid(
    images: ArrayLike,
    titles: Sequence[str] | None = None,
    *,
    columns: int = 8,
    marked: Sequence[int] = (),
) -> Figure:
    """Draw small images side by side, ink dark on paper, all on one grey scale.

    Parameters
    ----------
    images : shape (n, height, width).
    titles : n short texts above the images.
    columns : images per row.
    marked : numbers of the images to frame, for example those classified wrongly.

    Examples
    --------
    >>> figure = images_grid(np.zeros((3, 8, 8)), ["0", "1", "2"], columns=2)
    >>> len(figure.axes)
    4
    """
    who = "plots.images_grid"
    images = as_array(images, who=who, name="images")
    hint = "Use X.reshape(-1, 8, 8) for the digits?" if images.ndim == 2 else ""
    require_shape(images, ("n", "height", "width"), who=who, name="images", hint=hint)
    n = as_count(len(images), who=who, name="number of images")
    columns = min(as_count(columns, who=who, name="columns"), n)
    if titles is not None:
        titles = as_list(titles, who=who, name="titles", of="texts", count=n)
    marked = as_list(marked, who=who, name="marked", of="numbers of images")
    marked = [as_count(k, who=who, name="marked", low=0) for k in marked]
    rows = -(-n // columns)
    side = min(1.05, 9.8 / columns)  # inches
    tall = side if titles is None else side + 0.3
    figure, axes = canvas(rows, columns, width=side * columns + 0.2, height=tall * rows + 0.2)
    low, high = float(images.min()), float(images.max())
    for k, ax in enumerate(axes.ravel()):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(k in marked)
        ax.spines[:].set(color=PALETTE["vermillion"], linewidth=2.5)
        if k < n:
            ax.imshow(images[k], cmap="Greys", vmin=low, vmax=max(high, low + 1e-12))
            ax.set_title("" if titles is None else titles[k], fontsize=10)
    return told(figure, f"{n} small images, ink dark on paper.")
