"""Pictures as a person would draw them on the board: a neuron, a network, its two passes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import as_array, as_count, as_list, message
from course_lib.plots.strokes import FAINT, Point, arrow, node
from course_lib.plots.style import PALETTE, canvas, drawing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def summing_neuron(d: int = 3, *, ax: Axes | None = None) -> Figure:
    """Draw one neuron: d inputs, a weight on each arrow, the sum, the activation, the output.

    Examples
    --------
    >>> summing_neuron(2).said.split(";")[0]
    'A neuron: x_1 times w_1, x_2 times w_2 and the bias b are added up to z'
    """
    d = as_count(d, who="plots.summing_neuron", name="d")
    with drawing(ax, width=8, height=max(2.4, 0.75 * (d + 1))) as (figure, ax):
        middle = d / 2
        for k in range(d + 1):
            name, weight = ("1", "$b$") if k == d else (f"$x_{{{k + 1}}}$", f"$w_{{{k + 1}}}$")
            arrow(ax, (0, d - k), (3, middle), weight, shrink=(17, 24))
            node(ax, (0, d - k), name, size=30)
        node(ax, (3, middle), r"$\Sigma$", size=46)
        node(ax, (5.2, middle), r"$\phi$", size=46)
        arrow(ax, (3, middle), (5.2, middle), r"$z = w^\top x + b$", shrink=(25, 25), along=0.5)
        arrow(ax, (5.2, middle), (7.4, middle), r"$a = \phi(z)$", shrink=(25, 4), along=0.5)
        for place, text in ((0, "inputs"), (3, "weighted sum"), (5.2, "activation")):
            ax.text(place, -0.75, text, ha="center", va="center", color=PALETTE["grey"])
        ax.set(xlim=(-0.5, 7.7), ylim=(-1, d + 0.5))
        ax.axis("off")
    products = ", ".join(f"x_{k + 1} times w_{k + 1}" for k in range(d))
    return told(figure, f"A neuron: {products} and the bias b are added up to z; the activation "
                "function phi makes of z the output a.")  # fmt: skip


def indexed_network(
    sizes: Sequence[int] = (3, 4, 2),
    *,
    layer: int = 1,
    i: int = 2,
    j: int = 3,
    ax: Axes | None = None,
) -> Figure:
    r"""Draw a network with the slides' indices: one weight :math:`w_{ij}^{(l)}` stands out.

    Parameters
    ----------
    sizes : neurons of each layer, the inputs first; layer 0 are the inputs.
    layer, i, j : the weight from neuron i of layer - 1 to neuron j of layer, counted from 1.

    Examples
    --------
    >>> indexed_network((3, 4, 2), layer=1, i=2, j=3).said[-63:]
    'w_23^(1) leads from neuron 2 of layer 0 to neuron 3 of layer 1.'
    """
    who = "plots.indexed_network"
    layers = _sizes(sizes, who)
    layer = as_count(layer, who=who, name="layer")
    if layer >= len(layers):
        raise ValueError(message(who, "layer", f"be 1 to {len(layers) - 1}", layer))
    for name, index, most in (("i", i, layers[layer - 1]), ("j", j, layers[layer])):
        if not 1 <= as_count(index, who=who, name=name) <= most:
            raise ValueError(message(who, name, f"be 1 to {most}", index))
    weight = f"w_{{{i}{j}}}^{{({layer})}}"
    with drawing(ax, width=8, height=0.8 + 0.85 * max(layers)) as (figure, ax):
        places = _columns(layers)
        _edges(ax, places)
        start, end = places[layer - 1][i - 1], places[layer][j - 1]
        arrow(
            ax, start, end, f"${weight}$", shrink=(19, 19), color=PALETTE["vermillion"], along=0.3
        )
        _neurons(ax, places)
        for k, column in enumerate(places):
            name = "inputs" if k == 0 else "output" if k == len(places) - 1 else "hidden"
            bottom = -max(layers) / 2 - 0.35
            ax.text(column[0][0], bottom, f"layer {k}: {name}", ha="center", va="center")
    return told(
        figure,
        f"A network of layers with {', '.join(map(str, layers))} neurons, each "
        f"linked to all of the next layer. One arrow stands out: w_{i}{j}^({layer}) leads "
        f"from neuron {i} of layer {layer - 1} to neuron {j} of layer {layer}.",
    )


def two_passes(layers: int = 1, *, ax: Axes | None = None) -> Figure:
    """Draw the forward and the backward pass as arrows on one graph, for 1 or 2 layers.

    Above, going right, what is computed; below, going left, what the derivative of L is multiplied
    by on its way. What leaves the chain downward is the gradient of a layer's weights.

    Examples
    --------
    >>> two_passes(1).said[-52:]
    "dL/da, times phi'(z), times x for the gradient of W."
    """
    layers = as_count(layers, who="plots.two_passes", name="layers")
    if layers > 2:
        raise ValueError(message("plots.two_passes", "layers", "be 1 or 2", layers))
    names = [str(k + 1) if layers > 1 else "" for k in range(layers)]
    inputs = ["x", *[f"a_{k}" for k in names[:-1]]]
    with drawing(ax, width=3.4 + 3.2 * layers, height=3.3) as (figure, ax):
        node(ax, (0, 0), "$x$")
        for k, name in enumerate(names):
            place, sub = 4 * k + 2.0, f"_{name}" if name else ""
            back = f"$W{sub}$" if k else ""
            _both(ax, place - 2, place, f"$W{sub}, b{sub}$", rf"$\times {back[1:]}" if back else "")
            _both(ax, place, place + 2, r"$\phi$", rf"$\times \phi'(z{sub})$")
            node(ax, (place, 0), f"$z{sub}$")
            node(ax, (place + 2, 0), f"$a{sub}$")
            gradient = rf"$\partial L/\partial W{sub}$: $\times {inputs[k]}$"
            arrow(ax, (place, 0), (place, -1.75), "", color=PALETTE["vermillion"], shrink=(17, 2))
            ax.text(place, -1.95, gradient, ha="center", va="center", color=PALETTE["vermillion"])
        end = 4.0 * layers
        _both(ax, end, end + 2, "loss", r"$\partial L/\partial a$")
        node(ax, (end + 2, 0), "$L$")
        ax.text(-0.4, 0.95, "forward: values", color=PALETTE["blue"], va="center")
        ax.text(-0.4, -0.95, "backward:\nderivatives of $L$", color=PALETTE["vermillion"],
                va="center")  # fmt: skip
        ax.set(xlim=(-0.6, end + 2.4), ylim=(-2.3, 1.2))
        ax.axis("off")
    return told(figure, _way(layers))


def _way(layers: int) -> str:
    """Return the two passes as a list of steps."""
    subs = [f"_{k + 1}" if layers > 1 else "" for k in range(layers)]
    forward = " to ".join(["x", *[f"z{s} to a{s}" for s in subs], "L"])
    steps = ["dL/da"]
    for k in reversed(range(layers)):
        into = "x" if k == 0 else f"a{subs[k - 1]}"
        steps += [f"times phi'(z{subs[k]})", f"times {into} for the gradient of W{subs[k]}"]
        steps += [f"times W{subs[k]} to go on"] if k else []
    return f"Forward, values go {forward}. Backward on the same arrows: {', '.join(steps)}."


def thinned_network(
    sizes: Sequence[int] = (3, 5, 5, 2),
    kept: Sequence[ArrayLike] = ((1, 0, 1, 1, 0), (0, 1, 1, 0, 1)),
) -> Figure:
    """Draw a network beside what dropout leaves of it: crossed neurons and their arrows are gone.

    Parameters
    ----------
    sizes : neurons of each layer, the inputs first.
    kept : for each hidden layer, which of its neurons are kept, shape (n,) of 0 and 1.

    Examples
    --------
    >>> thinned_network((2, 3, 1), [[1, 0, 1]]).said[-31:]
    'crossed out: 6 arrows are left.'
    """
    who = "plots.thinned_network"
    layers = _sizes(sizes, who)
    kept = as_list(kept, who=who, name="kept", of="masks", count=len(layers) - 2)
    masks = [as_array(m, who=who, name="kept", shape=(n,)) > 0
             for m, n in zip(kept, layers[1:-1], strict=True)]  # fmt: skip
    alive = [np.ones(layers[0], bool), *masks, np.ones(layers[-1], bool)]
    figure, (panels,) = canvas(1, 2, width=10, height=0.8 + 0.62 * max(layers))
    titles = ("prediction: the whole network", "one training pass")
    for ax, now, title in zip(
        panels, ([np.ones(n, bool) for n in layers], alive), titles, strict=True
    ):
        with drawing(ax):
            places = _columns(layers)
            _edges(ax, places, now)
            _neurons(ax, places, now, names=False)
            ax.set_title(title)
    whole = sum(n * m for n, m in pairwise(layers))
    left = sum(int(a.sum() * b.sum()) for a, b in pairwise(alive))
    gone = sum(int((~m).sum()) for m in masks)
    return told(
        figure,
        f"Left the whole network: {whole} arrows. Right the same with {gone} of "
        f"{sum(layers[1:-1])} hidden neurons crossed out: {left} arrows are left.",
    )


def _sizes(sizes: Any, who: str) -> list[int]:
    sizes = as_list(sizes, who=who, name="sizes", of="numbers of neurons")
    if len(sizes) < 2:
        raise ValueError(message(who, "sizes", "have two layers or more", len(sizes)))
    return [as_count(n, who=who, name="sizes") for n in sizes]


def _columns(layers: Sequence[int]) -> list[list[Point]]:
    return [[(2.6 * k, (n - 1) / 2 - row) for row in range(n)] for k, n in enumerate(layers)]


def _edges(ax: Axes, places: list[list[Point]], alive: Sequence[Any] | None = None) -> None:
    """Draw the arrows between columns; those of dropped neurons are left out."""
    for k, (first, second) in enumerate(pairwise(places)):
        for i, start in enumerate(first):
            for j, end in enumerate(second):
                if alive is None or (alive[k][i] and alive[k + 1][j]):
                    ax.plot(*zip(start, end, strict=True), color=FAINT, lw=1, zorder=1)


def _neurons(
    ax: Axes, places: list[list[Point]], alive: Sequence[Any] | None = None, names: bool = True
) -> None:
    for k, column in enumerate(places):
        for row, place in enumerate(column):
            if alive is not None and not alive[k][row]:
                ax.plot(*place, "x", ms=13, mew=2, color=PALETTE["vermillion"], zorder=3)
            else:
                node(
                    ax,
                    place,
                    f"$y_{{{row + 1}}}^{{({k})}}$" if names else "",
                    size=30 if names else 20,
                )
    most = max(len(column) for column in places)
    ax.set(
        xlim=(-0.7, 2.6 * (len(places) - 1) + 0.7),
        ylim=(-most / 2 - (0.6 if names else 0.1), most / 2 + 0.1),
    )
    ax.axis("off")


def _both(ax: Axes, start: float, end: float, forward: str, backward: str) -> None:
    """Draw a step of the forward pass, and below it the step back if there is one."""
    arrow(ax, (start, 0.22), (end, 0.22), forward, color=PALETTE["blue"], along=0.5)
    if backward:
        arrow(ax, (end, -0.22), (start, -0.22), "", color=PALETTE["vermillion"])
        ax.annotate(
            backward,
            ((start + end) / 2, -0.22),
            xytext=(0, -13),
            ha="center",
            va="center",
            textcoords="offset points",
            color=PALETTE["vermillion"],
        )
