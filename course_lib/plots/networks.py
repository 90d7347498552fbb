"""Networks drawn with their numbers: one neuron with its gradients, and the net of 1986."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import require_some
from course_lib.checks import FloatArray, as_array, as_number, message, short
from course_lib.plots.style import PALETTE, drawing, number, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Point = tuple[float, float]


def neuron_graph(
    x: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    results: Mapping[str, float],
    gradients: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw one neuron as a graph: inputs and weights, z, a, the loss, a number on each.

    Parameters
    ----------
    x, w : shape (d,) each; b : the bias.
    results : the forward pass, "z", "a" and "L".
    gradients : the backward pass, any of "w" (shape (d,)), "b", "z" and "a": the derivative
        of L by each. Drawn below the values, in another colour and slanted.

    Examples
    --------
    >>> figure = neuron_graph([1, 2], [0.5, -1], 0.1, results={"z": -1.4, "a": 0.2, "L": 0.02})
    >>> sum("z = −1.4" in text.get_text() for text in figure.axes[0].texts)
    1
    """
    who = "plots.neuron_graph"
    x = as_array(x, who=who, name="x", shape=("d",))
    w = as_array(w, who=who, name="w", shape=x.shape)
    b = as_number(b, who=who, name="b")
    results, slopes = _passes(results, {} if gradients is None else gradients, x, who)
    d = len(x)
    with drawing(ax, width=9, height=max(2.6, 1.0 + 0.9 * (d + 1))) as (figure, ax):
        middle = d / 2
        for i in range(d):
            height = d - i
            _node(ax, (0, height), f"$x_{{{i + 1}}}$ = {number(x[i])}")
            grad = _slope("w", slopes["w"][i], i + 1) if "w" in slopes else ""
            _edge(ax, (0, height), (4, middle), f"$w_{{{i + 1}}}$ = {number(w[i])}", grad)
        _node(ax, (0, 0), f"b = {number(b)}", _node_slope(slopes, "b"))
        _edge(ax, (0, 0), (4, middle))
        for place, following, key in ((4, 6.4, "z"), (6.4, 8.8, "a")):
            _edge(ax, (place, middle), (following, middle), "φ" if key == "z" else "loss")
            _node(ax, (place, middle), f"{key} = {number(results[key])}", _node_slope(slopes, key))
        _node(ax, (8.8, middle), f"L = {number(results['L'])}")
        if slopes:
            ax.text(9.6, d + 0.2, "value, going forward", ha="right", color=PALETTE["blue"])
            ax.text(9.6, d - 0.15, "derivative of L, going backward", ha="right",
                    style="italic", color=PALETTE["vermillion"])  # fmt: skip
        ax.set(xlim=(-0.9, 9.7), ylim=(-0.6, d + 0.6))
        ax.axis("off")
    back = [f"by {key} {np.round(value, 4)}" for key, value in slopes.items()]
    ends = f" Derivatives of L: {', '.join(back)}." if back else ""
    return told(
        figure,
        f"A neuron with inputs {x}, weights {w} and bias {b:g} has z = "
        f"{results['z']:.3g}, a = {results['a']:.3g}, L = {results['L']:.3g}.{ends}",
    )


def _passes(
    results: Mapping[str, Any], gradients: Mapping[str, Any], x: FloatArray, who: str
) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the numbers of both passes, checked."""
    for name, given in (("results", results), ("gradients", gradients)):
        if not isinstance(given, Mapping):
            raise TypeError(message(who, name, "be a dictionary", short(given)))
    if {"z", "a", "L"} - set(results):
        raise ValueError(message(who, "results", "have z, a and L", sorted(map(str, results))))
    slopes = {
        key: as_array(value, who=who, name="gradients['w']", shape=x.shape)
        if key == "w"
        else _number(value, who, f"gradients['{key}']")
        for key, value in gradients.items()
    }
    return {key: _number(results[key], who, f"results['{key}']") for key in ("z", "a", "L")}, slopes


def _number(value: Any, who: str, name: str) -> float:
    """Return a number, or what stands alone in an array, as a network of one output gives it."""
    if isinstance(value, (list, tuple, np.ndarray)):
        alone = as_array(value, who=who, name=name).ravel()
        return float(as_array(alone, who=who, name=name, shape=(1,))[0])
    return as_number(value, who=who, name=name)


def _slope(key: str, value: float, index: int | None = None) -> str:
    below = "" if index is None else f"_{{{index}}}"
    return rf"$\partial L/\partial {key}{below}$ = {number(float(value))}"


def _node_slope(slopes: Mapping[str, Any], key: str) -> str:
    return _slope(key, slopes[key]) if key in slopes else ""


def _node(ax: Axes, place: Point, value: str, grad: str = "") -> None:
    box = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": PALETTE["black"]}
    ax.text(*place, value, ha="center", va="center", bbox=box, color=PALETTE["blue"], zorder=3)
    if grad:
        ax.annotate(grad, place, xytext=(0, -24), textcoords="offset points", ha="center",
                    va="center", color=PALETTE["vermillion"], style="italic", zorder=4,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip


def _edge(ax: Axes, start: Point, end: Point, value: str = "", grad: str = "") -> None:
    """Draw an arrow; its texts stand a third of the way, where the arrows are still apart."""
    ax.plot(*zip(start, end, strict=True), color=PALETTE["grey"], linewidth=1.3, zorder=1)
    third = (start[0] + 0.42 * (end[0] - start[0]), start[1] + 0.42 * (end[1] - start[1]))
    for text, color, style, shift in (
        (value, PALETTE["blue"], "normal", 8),
        (grad, PALETTE["vermillion"], "italic", -8),
    ):
        if text:
            ax.annotate(text, third, xytext=(0, shift), textcoords="offset points", ha="center",
                        va="center", color=color, style=style, fontsize=10, zorder=4,
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip


def symmetry_network(
    W: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
    c: float,
    *,
    ax: Axes | None = None,
) -> Figure:
    """Draw the net of the symmetry task with a number on every weight, as in the 1986 paper.

    A solid line is a positive weight, a dashed one a negative weight; thicker is stronger. In
    a learnt net each hidden unit sees the two mirror positions with opposite signs.

    Parameters
    ----------
    W : input to hidden, shape (n_in, 2), 6 by 2 in the paper; b : the two hidden biases.
    v : hidden to output, shape (2,) or (2, 1); c : output bias.

    Examples
    --------
    >>> figure = symmetry_network(np.ones((6, 2)), [-1, -1], [9, 9], -6)
    >>> len(figure.axes[0].lines)
    14
    """
    who = "plots.symmetry_network"
    W = as_array(W, who=who, name="W", shape=("n_in", 2))
    require_some(W, who=who, name="W")
    b = as_array(b, who=who, name="b", shape=(2,))
    v = as_array(v, who=who, name="v")
    v = as_array(v[:, 0] if v.shape == (2, 1) else v, who=who, name="v", shape=(2,))
    c = _number(c, who, "c")
    strongest_in, strongest_out = (max(float(np.abs(a).max()), 1e-12) for a in (W, v))
    inputs, hidden, output = np.linspace(0, 10, len(W)), ((5.0, 2.0), (5.0, -2.0)), (12.6, 0.0)
    with drawing(ax, width=9, height=4.6) as (figure, ax):
        for j, place in enumerate(hidden):
            for i, start in enumerate(inputs):
                _weight(ax, (start, 0), place, W[i, j], strongest_in)
            _weight(ax, place, output, v[j], strongest_out)
            _unit(ax, place, f"hidden {j + 1}, bias {number(b[j])}")
        for i, start in enumerate(inputs):
            _unit(ax, (start, 0), f"$x_{{{i + 1}}}$")
        _unit(ax, output, f"symmetric?\nbias {number(c)}")
        ax.set(xlim=(-0.5, 13.8), ylim=(-2.4, 2.4))
        ax.axis("off")
    units = [
        f"Hidden unit {j + 1} has the weights {', '.join(map(number, W[:, j].tolist()))}, bias "
        f"{number(b[j])} and weight {number(v[j])} to the output."
        for j in range(2)
    ]
    return told(figure, " ".join(units), ax)


def _unit(ax: Axes, place: Point, text: str) -> None:
    box = {"boxstyle": "round,pad=0.4", "facecolor": "#eeeeee", "edgecolor": PALETTE["black"]}
    ax.text(*place, text, ha="center", va="center", bbox=box, zorder=3)


def _weight(ax: Axes, start: Point, end: Point, w: float, largest: float) -> None:
    color, dashes = (PALETTE["blue"], "-") if w >= 0 else (PALETTE["vermillion"], "--")
    ax.plot(*zip(start, end, strict=True), color=color, linestyle=dashes,
            linewidth=0.8 + 3.2 * abs(w) / largest, zorder=1)  # fmt: skip
    x, y = (s + 0.45 * (e - s) for s, e in zip(start, end, strict=True))
    ax.text(x, y, number(float(w)), ha="center", va="center", fontsize=10, color=color, zorder=2,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip
