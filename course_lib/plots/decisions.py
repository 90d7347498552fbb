"""What a classifier decides: its boundary, its mistakes, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import as_labels, require, require_some
from course_lib.checks import (
    FloatArray,
    as_array,
    as_count,
    as_function,
    as_list,
    as_number,
    message,
)
from course_lib.plots.style import MARKERS, PALETTE, drawing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CLASSES = ("blue", "vermillion", "green", "purple", "orange", "sky", "black", "grey")


def decision_boundary(
    predict: Callable[[FloatArray], Any],
    X: ArrayLike,
    y: ArrayLike,
    *,
    resolution: int = 150,
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the classes of points in the plane and the regions in which a model decides so.

    Parameters
    ----------
    predict : takes points (m, 2). Returns the probability of class 1, shape (m,) or (m, 1),
        with the boundary at 0.5; or one score per class, shape (m, k), the largest deciding;
        or whole class numbers, shape (m,).
    X : shape (n, 2); y : class numbers, shape (n,).
    resolution : grid points along each side.

    Examples
    --------
    >>> figure = decision_boundary(lambda X: X[:, 0] > 0, [[-1, 0], [1, 0]], [0, 1])
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['class 0', 'class 1']
    """
    who = "plots.decision_boundary"
    X = as_array(X, who=who, name="X", shape=("n", 2))
    require_some(X, who=who, name="X")
    y = as_array(y, who=who, name="y", shape=(len(X),))
    labels = as_labels(y, who=who, name="y")
    require(labels >= 0, labels, who=who, name="y", must="be class numbers 0, 1, ...")
    predict = as_function(predict, who=who, name="predict", of="points (m, 2)")
    resolution = as_count(resolution, who=who, name="resolution", low=2)
    low, high = X.min(axis=0), X.max(axis=0)
    edge = 0.12 * np.maximum(high - low, 1e-6)
    sides = [np.linspace(low[k] - edge[k], high[k] + edge[k], resolution) for k in range(2)]
    first, second = np.meshgrid(*sides)
    scores = _scores(predict(np.column_stack([first.ravel(), second.ravel()])), first.size)
    scores = scores.reshape(resolution, resolution, -1)
    n_classes = max(int(labels.max()) + 1, scores.shape[-1])
    colors = [PALETTE[_CLASSES[k % len(_CLASSES)]] for k in range(n_classes)]
    with drawing(ax, width=5.6, height=4.6) as (figure, ax):
        _draw_regions(ax, first, second, scores, colors)
        for k in np.unique(labels):
            ax.plot(*X[labels == k].T, MARKERS[k % len(MARKERS)], color=colors[k], markersize=6,
                    markeredgecolor="white", markeredgewidth=0.6, label=f"class {k}")  # fmt: skip
        ax.set(xlabel="$x_1$", ylabel="$x_2$", title=title)
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    own = _scores(predict(X), len(X)).argmax(axis=1) == labels
    return told(figure, f"{own.mean():.0%} of the points lie in the region of their class.", ax)


def _scores(answer: Any, m: int) -> FloatArray:
    """Return one score per class and point, shape (m, k), whatever form the model answers in."""
    values = as_array(answer, who="plots.decision_boundary", name="predict(points)")
    if values.ndim == 2 and values.shape[1] > 1 and len(values) == m:
        return values
    if values.size != m:
        wanted = f"have shape ({m},), ({m}, 1) or ({m}, k)"
        raise ValueError(
            message("plots.decision_boundary", "predict(points)", wanted, values.shape)
        )
    values = values.ravel()
    if np.asarray(answer).dtype.kind in "iub":
        classes = values.astype(int)
        return np.asarray(np.eye(max(2, classes.max() + 1))[classes])
    return np.column_stack([1 - values, values])


def _draw_regions(
    ax: Axes, first: FloatArray, second: FloatArray, scores: FloatArray, colors: list[str]
) -> None:
    from matplotlib.colors import ListedColormap

    box = (first[0, 0], first[0, -1], second[0, 0], second[-1, 0])
    ax.imshow(scores.argmax(axis=-1), extent=box, origin="lower", aspect="auto", alpha=0.25,
              cmap=ListedColormap(colors), vmin=-0.5, vmax=len(colors) - 0.5,
              interpolation="nearest")  # fmt: skip
    for k in range(scores.shape[-1] - 1):
        lead = scores[..., k] - np.delete(scores, k, axis=-1).max(axis=-1)
        if lead.min() < 0 < lead.max():
            ax.contour(first, second, lead, [0], colors=PALETTE["black"], linewidths=1.3)


def confusion_matrix(
    matrix: ArrayLike,
    class_names: Sequence[str],
    *,
    cost: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw how often each true class was decided as each class.

    Darker is a larger share of the true class. Up to three classes, mistakes are framed.

    Parameters
    ----------
    matrix : counts, shape (k, k), ``matrix[true, decided]``.
    class_names : k names.
    cost : cost of one such decision, shape (k, k), as in ``load_credit().cost``; each cell
        then also shows its cost, and the title the sum.

    Examples
    --------
    >>> figure = confusion_matrix([[50, 10], [5, 35]], ["risky", "good"], cost=[[0, 5], [1, 0]])
    >>> figure.axes[0].get_title()
    'cost 55 in 100 cases'
    """
    who = "plots.confusion_matrix"
    class_names = as_list(class_names, who=who, name="class_names", of="names")
    k = len(class_names)
    counts = as_array(matrix, who=who, name="matrix", shape=(k, k))
    costs = None if cost is None else as_array(cost, who=who, name="cost", shape=(k, k)) * counts
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    few = k <= 3
    side = min(8.4 / k, 1.15 if few or costs is not None else 0.6)  # inches per cell
    with drawing(ax, width=1.6 + side * k, height=1.3 + side * k) as (figure, ax):
        ax.imshow(shares, cmap="Greys", vmin=0, vmax=1)
        for (i, j), count in np.ndenumerate(counts):
            text = f"{count:g}" if costs is None else f"{count:g}\ncost {costs[i, j]:g}"
            ink = "white" if shares[i, j] > 0.6 else "black"
            ax.text(j, i, text, ha="center", va="center", color=ink, fontsize=11)
            if i != j and few:
                ax.add_patch(_frame(i, j))
        ax.set_xticks(range(k), class_names)
        ax.set_yticks(range(k), class_names)
        ax.set(xlabel="decided", ylabel="true class")
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
        total = "" if costs is None else f"cost {costs.sum():g} in {counts.sum():g} cases"
        ax.set_title(total)
    cells = [f"{class_names[i]} decided as {class_names[j]}: {count:g}"
             for (i, j), count in np.ndenumerate(counts)]  # fmt: skip
    return told(figure, "; ".join(cells) + ".", ax) if few else figure


def _frame(row: int, column: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, fill=False,
                     edgecolor=PALETTE["vermillion"], linewidth=1.8, linestyle="--")  # fmt: skip


def cost_curve(
    thresholds: ArrayLike,
    costs: ArrayLike,
    *,
    theory: float | None = None,
    ylabel: str = "mean cost per case",
    ax: Axes | None = None,
) -> Figure:
    """Draw the cost against the threshold above which a case is approved, its lowest point marked.

    Parameters
    ----------
    thresholds, costs : shape (m,).
    theory : the threshold that is best for calibrated probabilities, for comparison. If
        approving a risky borrower costs 5 and refusing a good one 1, approve when the
        probability of "good" is at least 5/6.

    Examples
    --------
    >>> figure = cost_curve([0.2, 0.5, 0.8], [1.2, 0.9, 0.6], theory=5 / 6)
    >>> figure.axes[0].get_legend().get_texts()[1].get_text()
    'lowest here: 0.6 at 0.8'
    """
    who = "plots.cost_curve"
    places = as_array(thresholds, who=who, name="thresholds", shape=("m",))
    values = as_array(costs, who=who, name="costs", shape=places.shape)
    best = int(values.argmin())
    with drawing(ax, width=7, height=4) as (figure, ax):
        ax.plot(places, values, color=PALETTE["blue"], label="cost")
        ax.plot([places[best]], [values[best]], "o", markersize=9, markerfacecolor="white",
                markeredgecolor=PALETTE["black"], markeredgewidth=1.5,
                label=f"lowest here: {values[best]:.3g} at {places[best]:.3g}")  # fmt: skip
        if theory is not None:
            theory = as_number(theory, who=who, name="theory")
            ax.axvline(theory, color=PALETTE["vermillion"], linestyle="--", linewidth=1.5,
                       label=f"best if calibrated: {theory:.3g}")  # fmt: skip
        ax.set(xlabel="threshold on the probability", ylabel=ylabel)
        ax.set_ylim(bottom=0)
        ax.legend()
    return told(figure, f"The cost is lowest, {values[best]:.3g}, at {places[best]:.3g}.", ax)
