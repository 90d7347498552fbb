"""Kinds of networks in a picture each, and what decisions cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import as_array, as_list
from course_lib.plots.strokes import FAINT, INK, arrow, node
from course_lib.plots.style import PALETTE, canvas, drawing, number, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS = {
    "MLP": "every neuron is linked to every neuron of the next layer",
    "CNN": "a small window with the same weights slides over the input",
    "RNN": "the state of one step is an input of the next step",
    "Transformer": "every place looks at every place and weighs what it sees",
}
"""How the neurons of each kind of network are linked."""


def network_kinds() -> Figure:
    """Draw four kinds of networks, each with the links that make it what it is.

    Examples
    --------
    >>> [ax.get_title() for ax in network_kinds().axes]
    ['MLP', 'CNN', 'RNN', 'Transformer']
    """
    figure, (panels,) = canvas(1, 4, width=10, height=2.6)
    for ax, name, draw in zip(panels, KINDS, (_mlp, _cnn, _rnn, _transformer), strict=True):
        with drawing(ax):
            draw(ax)
            ax.set(title=name, xlim=(-0.5, 3.5), ylim=(-0.6, 2.6))
            ax.axis("off")
    return told(figure, " ".join(f"{name}: {links}." for name, links in KINDS.items()))


def _mlp(ax: Axes) -> None:
    first, second = [(k, 0.0) for k in range(4)], [(k + 0.5, 2.0) for k in range(3)]
    for start, end in product(first, second):
        ax.plot(*zip(start, end, strict=True), color=INK, lw=1, zorder=1)
    _row(ax, first, second)


def _cnn(ax: Axes) -> None:
    first, second = [(0.75 * k, 0.0) for k in range(5)], [(0.75 * k, 2.0) for k in range(1, 4)]
    for j, end in enumerate(second):
        for offset, dashes in enumerate(("-", "--", ":")):
            color = PALETTE["vermillion"] if j == 1 else FAINT
            ax.plot(*zip(first[j + offset], end, strict=True), color=color, ls=dashes, lw=1.6,
                    zorder=1)  # fmt: skip
    _row(ax, first, second)


def _rnn(ax: Axes) -> None:
    places = (0.0, 1.5, 3.0)
    for place in places:
        arrow(ax, (place, 0), (place, 1.5), "", shrink=(10, 11))
    for start, end in pairwise(places):
        arrow(ax, (start, 1.5), (end, 1.5), "", shrink=(11, 11), color=PALETTE["vermillion"])
    _row(ax, [(p, 0.0) for p in places], [(p, 1.5) for p in places])
    ax.text(1.5, 2.2, "time", ha="center", va="center", color=PALETTE["grey"])


def _transformer(ax: Axes) -> None:
    first, second = [(k, 0.0) for k in range(4)], [(k, 2.0) for k in range(4)]
    weights = np.random.default_rng(3).dirichlet(np.ones(4), size=4)  # each place: sum 1
    for j, end in enumerate(second):
        for i, start in enumerate(first):
            color = PALETTE["vermillion"] if j == 2 else FAINT
            ax.plot(*zip(start, end, strict=True), color=color, lw=0.4 + 4 * weights[j, i],
                    zorder=1 + (j == 2) / 2)  # fmt: skip
    _row(ax, first, second)


def _row(ax: Axes, *rows: Sequence[tuple[float, float]]) -> None:
    for place in (place for row in rows for place in row):
        node(ax, place, "", size=15)


def cost_matrix(
    cost: ArrayLike, true: Sequence[str], decided: Sequence[str], *, ax: Axes | None = None
) -> Figure:
    """Draw what each decision costs, mistakes framed: a table of two true classes or more.

    Parameters
    ----------
    cost : ``cost[true, decided]``, shape (k, m), as in ``load_credit().cost``.
    true, decided : the names of the k rows and of the m columns.

    Examples
    --------
    >>> cost_matrix([[0, 5]], ["risky"], ["refused", "approved"]).said
    'risky and refused costs 0; risky and approved costs 5.'
    """
    who = "plots.cost_matrix"
    true = as_list(true, who=who, name="true", of="names")
    decided = as_list(decided, who=who, name="decided", of="names")
    cost = as_array(cost, who=who, name="cost", shape=(len(true), len(decided)))
    with drawing(ax, width=1.6 + 1.9 * len(decided), height=0.9 + 0.8 * len(true)) as (figure, ax):
        for (i, j), price in np.ndenumerate(cost):
            _cell(ax, i, j, float(price))
        ax.set_xticks(range(len(decided)), decided)
        ax.set_yticks(range(len(true)), true)
        ax.set(xlim=(-0.5, len(decided) - 0.5), ylim=(len(true) - 0.5, -0.5), xlabel="decided",
               ylabel="truth")  # fmt: skip
        ax.xaxis.set_label_position("top")
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    cells = [f"{true[i]} and {decided[j]} costs {number(float(price))}"
             for (i, j), price in np.ndenumerate(cost)]  # fmt: skip
    return told(figure, "; ".join(cells) + ".")


def _cell(ax: Axes, row: int, column: int, price: float) -> None:
    from matplotlib.patches import Rectangle

    edge, dashes, width = (PALETTE["vermillion"], "--", 2.0) if price else (FAINT, "-", 1.0)
    ax.add_patch(Rectangle((column - 0.46, row - 0.42), 0.92, 0.84, fc="#f7f7f7", ec=edge,
                           ls=dashes, lw=width))  # fmt: skip
    ax.text(column, row, number(price), ha="center", va="center", fontsize=15)
