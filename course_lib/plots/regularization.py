"""L1 and L2: how the weights move with lambda, and why a corner makes a weight zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import FloatArray, as_array, as_number, message
from course_lib.plots.style import PALETTE, drawing, line_style, number, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELLED = 6  # more names than this at the end of the lines cannot be read


def coefficient_paths(
    lams: ArrayLike,
    coefs: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    chosen: float | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw each weight against lambda on a logarithmic axis, the strongest weights named.

    Between two given lambdas the weights are joined linearly *in lambda*, which is exact for a
    lasso path given at its corners. A row with lambda 0 is used for joining, not shown.

    Parameters
    ----------
    lams : shape (k,), at least two of them positive, in any order.
    coefs : shape (k, d), a row per lambda.
    names : d names; None uses w1, w2, ...
    chosen : the lambda to mark, for example the one that validation chose.

    Examples
    --------
    >>> figure = coefficient_paths([1, 10, 100], [[2, 1], [1, 0], [0, 0]], chosen=10)
    >>> figure.axes[0].get_xscale()
    'log'
    """
    who = "plots.coefficient_paths"
    lams = as_array(lams, who=who, name="lams", shape=("k",))
    coefs = as_array(coefs, who=who, name="coefs", shape=(len(lams), "d"))
    positive = np.unique(lams[lams > 0])
    if len(positive) < 2 or (lams < 0).any():
        raise ValueError(message(who, "lams", "be 0 or more, two of them above 0", lams))
    order = np.argsort(lams)
    low = positive[0] / 10 if (lams == 0).any() else positive[0]
    grid = np.union1d(positive, np.geomspace(low, positive[-1], 400))
    paths = np.array([np.interp(grid, lams[order], w) for w in coefs[order].T])  # (d, m)
    names = [f"$w_{{{j + 1}}}$" for j in range(len(paths))] if names is None else list(names)
    if len(names) != len(paths):
        raise ValueError(message(who, "names", f"have {len(paths)} entries", len(names)))
    with drawing(ax, width=7.5, height=4.2) as (figure, ax):
        _draw_paths(ax, grid, paths, names)
        if chosen is not None:
            chosen = as_number(chosen, who=who, name="chosen", low=0, low_open=True)
            ax.axvline(chosen, color=PALETTE["black"], linewidth=1.2, linestyle=":",
                       label=rf"chosen $\lambda$ = {number(chosen)}")  # fmt: skip
        ax.axhline(0, color=PALETTE["grey"], linewidth=0.8)
        ax.set(xscale="log", xlabel=r"$\lambda$", ylabel="weight", title=title)
        ax.set_xlim(grid[0], grid[-1])
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def _draw_paths(ax: Axes, grid: FloatArray, paths: FloatArray, names: list[str]) -> None:
    """Draw the strongest paths in colour and in the legend, the rest thin and grey below."""
    strongest = np.argsort(-np.abs(paths).max(axis=1), kind="stable")
    for j in strongest[LABELLED:]:
        ax.plot(grid, paths[j], color="#b0b0b0", linewidth=1, zorder=1)
    for k, j in enumerate(strongest[:LABELLED]):
        ax.plot(grid, paths[j], label=names[j], **line_style(k))
    others = len(paths) - LABELLED
    if others > 0:
        ax.plot([], [], color="#b0b0b0", linewidth=1, label=f"{others} others")


def penalty_contours(
    X: ArrayLike,
    y: ArrayLike,
    solution: ArrayLike,
    *,
    l1: float = 0.0,
    l2: float = 0.0,
    ax: Axes | None = None,
) -> Figure:
    """Draw the loss over two weights, and the penalty's ball that touches it at the solution.

    Contours: sum over i of (y_i - x_i w)^2 after centring X and y. Shaded: all w whose penalty
    l1 * sum abs(w) + l2 * sum w^2 is at most that of the solution.

    Parameters
    ----------
    X : shape (n, 2); y : shape (n,).
    solution : the two weights of the regularized model, ``ElasticNet(l1, l2).fit(X, y).coef_``.
    l1, l2 : the strengths, at least one above 0.

    Examples
    --------
    >>> figure = penalty_contours(np.eye(3)[:, :2], [3, 1, 0], [1.0, 0.0], l1=2)
    >>> figure.axes[0].get_xlabel()
    '$w_1$'
    """
    who = "plots.penalty_contours"
    features = as_array(X, who=who, name="X", shape=("n", 2))
    target = as_array(y, who=who, name="y", shape=(len(features),))
    touch = as_array(solution, who=who, name="solution", shape=(2,))
    l1, l2 = (as_number(v, who=who, name=n, low=0) for v, n in ((l1, "l1"), (l2, "l2")))
    if l1 + l2 == 0:
        raise ValueError(message(who, "l1 and l2", "not both be 0", 0))
    features, target = features - features.mean(axis=0), target - target.mean()
    best = np.linalg.lstsq(features, target, rcond=None)[0]
    size = 1.35 * max(np.abs(best).max(), np.abs(touch).max(), 1e-6)
    w = np.stack(np.meshgrid(*[np.linspace(-size, size, 241)] * 2), axis=-1)  # (241, 241, 2)
    with drawing(ax, width=5.6, height=5) as (figure, ax):
        _draw_ball(ax, w, _penalty(w, l1, l2), float(_penalty(touch, l1, l2)))
        through = float(_excess(touch, best, features))
        if through > 0:
            levels = through * np.array([0.1, 0.4, 1.0, 1.9, 3.1])
            ax.contour(w[..., 0], w[..., 1], _excess(w, best, features), levels,
                       colors=PALETTE["blue"], linewidths=[1, 1, 2.2, 1, 1])  # fmt: skip
        ax.plot(*best, "s", color=PALETTE["blue"], markersize=8, label="least squares")
        ax.plot(*touch, "o", color=PALETTE["vermillion"], markersize=9, label="regularized")
        ax.axhline(0, color=PALETTE["grey"], linewidth=0.8)
        ax.axvline(0, color=PALETTE["grey"], linewidth=0.8)
        ax.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
        ax.legend(loc="lower left")
    ball = "diamond of L1" if not l2 else "circle of L2" if not l1 else "ball of both penalties"
    places = [" and ".join(number(float(v)) for v in w) for w in (touch, best)]
    corner = ", on an axis" if (touch == 0).any() else ""
    return told(figure, f"The ellipse of the loss touches the {ball} where the two weights are "
                f"{places[0]}{corner}; least squares has {places[1]}.", ax)  # fmt: skip


def _penalty(w: FloatArray, l1: float, l2: float) -> FloatArray:
    return np.asarray(l1 * np.abs(w).sum(axis=-1) + l2 * (w**2).sum(axis=-1))


def _excess(w: FloatArray, best: FloatArray, X: FloatArray) -> FloatArray:
    """Return the sum of squares at w minus that of the least squares weights."""
    away = w - best
    return np.asarray(((away @ (X.T @ X)) * away).sum(axis=-1))


def _draw_ball(ax: Axes, w: FloatArray, penalty: FloatArray, radius: float) -> None:
    if radius == 0:  # everything is switched off: the ball is the origin
        return
    ax.contourf(w[..., 0], w[..., 1], penalty, [0, radius], colors=["#f3c9ae"])
    ax.contour(w[..., 0], w[..., 1], penalty, [radius], colors=PALETTE["vermillion"],
               linewidths=1.8, linestyles="--")  # fmt: skip
