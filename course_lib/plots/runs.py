"""Training runs: the curves of one, and several seeds side by side with their spread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import FloatArray, as_array, as_count, message, short
from course_lib.plots.style import MARKERS, PALETTE, drawing, line_style, number, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Student's t, 97.5 % quantile for 1 to 30 degrees of freedom; beyond, 1.96 + 2.4 / degrees.
_T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
      2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
      2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042)  # fmt: skip


def mean_interval(values: ArrayLike) -> tuple[float, float, float]:
    """Return the mean of independent runs and its 95 % confidence interval (mean, low, high).

    mean -/+ t * s / sqrt(n), with s over n - 1 and t from Student's distribution. One run has
    no spread to estimate: the interval is then infinite, and that is the honest answer.

    Examples
    --------
    >>> [round(v, 3) for v in mean_interval([0.92, 0.94, 0.93])]
    [0.93, 0.905, 0.955]
    """
    runs = as_array(values, who="mean_interval", name="values", shape=("n",))
    if len(runs) == 0:
        raise ValueError(message("mean_interval", "values", "have at least one run", "none"))
    mean, degrees = float(runs.mean()), len(runs) - 1
    if degrees == 0:
        return mean, -np.inf, np.inf
    t = _T[degrees - 1] if degrees <= len(_T) else 1.96 + 2.4 / degrees
    half = t * float(runs.std(ddof=1)) / len(runs) ** 0.5
    return mean, mean - half, mean + half


def learning_curves(
    train_loss: ArrayLike,
    validation_loss: ArrayLike | None = None,
    *,
    best_epoch: int | None = None,
    stopped_epoch: int | None = None,
    ylabel: str = "loss",
    ax: Axes | None = None,
) -> Figure:
    """Draw the losses of a ``History`` epoch by epoch, with the best and the last epoch marked.

    Parameters
    ----------
    train_loss, validation_loss : one number per epoch, counted from 0.
    best_epoch : the epoch of the lowest validation loss, as ``History.best_epoch``.
    stopped_epoch : the epoch after which the training stopped.

    Examples
    --------
    >>> figure = learning_curves([3, 2, 1], [3, 2, 2.5], best_epoch=1)
    >>> figure.axes[0].get_xlabel()
    'epoch'
    """
    curves = {"training": _losses(train_loss, "train_loss", "epochs")}
    n = len(curves["training"])
    if validation_loss is not None:
        curves["validation"] = _losses(validation_loss, "validation_loss", n)
    with drawing(ax, width=7, height=4) as (figure, ax):
        for k, (name, loss) in enumerate(curves.items()):
            ax.plot(np.arange(n), loss, label=name, **line_style(k))
        if best_epoch is not None:
            _mark_best(ax, list(curves.values())[-1], best_epoch)
        if stopped_epoch is not None:
            who = "plots.learning_curves"
            stopped_epoch = as_count(stopped_epoch, who=who, name="stopped_epoch", low=0)
            ax.axvline(stopped_epoch, color=PALETTE["black"], linestyle="-.", linewidth=1.2,
                       label=f"stopped after epoch {stopped_epoch}")  # fmt: skip
        ax.set(xlabel="epoch", ylabel=ylabel)
        ax.legend()
    return told(figure, " ".join(_story(name, loss) for name, loss in curves.items()), ax)


def _story(name: str, loss: FloatArray) -> str:
    """Say where a curve is lowest and where it ends."""
    if not len(loss):
        return f"The {name} curve is empty."
    best = int(np.argmin(loss))
    end = "where it ends" if best == len(loss) - 1 else f"and {number(loss[-1])} at the end"
    return f"The {name} loss is lowest at epoch {best}, {number(loss[best])}, {end}."


def _losses(values: ArrayLike, name: str, length: int | str) -> FloatArray:
    who = "plots.learning_curves"  # a run that has diverged to infinity can be shown
    return as_array(values, who=who, name=name, shape=(length,), allow_infinite=True)


def _mark_best(ax: Axes, loss: FloatArray, epoch: int) -> None:
    epoch = as_count(epoch, who="plots.learning_curves", name="best_epoch", low=0)
    if epoch >= len(loss):
        wanted = f"an epoch from 0 to {len(loss) - 1}"
        raise ValueError(message("plots.learning_curves", "best_epoch", wanted, epoch))
    ax.axvline(epoch, color=PALETTE["grey"], linestyle=":", linewidth=1.2)
    ax.plot([epoch], [loss[epoch]], marker="o", markersize=8, linestyle="none",
            markerfacecolor="white", markeredgecolor=PALETTE["black"], markeredgewidth=1.5,
            label=f"best: epoch {epoch}, {number(loss[epoch])}")  # fmt: skip


def compare_runs(
    results: Mapping[str, ArrayLike],
    *,
    ylabel: str = "accuracy",
    ax: Axes | None = None,
) -> Figure:
    """Draw every run of each method as a point, beside it the mean with its 95 % interval.

    Overlapping intervals mean: these runs cannot tell the methods apart. For runs that share
    seeds, an interval of the differences says more.

    Parameters
    ----------
    results : method -> one number per seed.

    Examples
    --------
    >>> figure = compare_runs({"plain": [0.90, 0.92], "dropout": [0.93, 0.95]})
    >>> [label.get_text() for label in figure.axes[0].get_xticklabels()]
    ['plain\\n2 runs', 'dropout\\n2 runs']
    """
    if not isinstance(results, Mapping):
        must = "be a dictionary, method -> numbers"
        raise TypeError(message("plots.compare_runs", "results", must, short(results)))
    if not results:
        raise ValueError(
            message("plots.compare_runs", "results", "have at least one method", "none")
        )
    with drawing(ax, width=min(10, 1.5 + 1.7 * len(results)), height=4) as (figure, ax):
        for k, values in enumerate(results.values()):
            mean, low, high = mean_interval(values)
            runs, color = np.asarray(values, dtype=float), line_style(k)["color"]
            # a fixed fan, not random: equal values stay visible and every drawing is the same
            places = k - 0.12 + 0.1 * (np.arange(len(runs)) % 5 - 2) / 2
            ax.plot(places, runs, MARKERS[k % len(MARKERS)], color=color, alpha=0.75,
                    markersize=6, markeredgewidth=0)  # fmt: skip
            error = [[mean - low], [high - mean]] if np.isfinite(low) else None
            ax.errorbar([k + 0.16], [mean], yerr=error, fmt="_", color=PALETTE["black"],
                        markersize=16, markeredgewidth=2, capsize=5)  # fmt: skip
        labels = [f"{name}\n{_runs(values)}" for name, values in results.items()]
        ax.set_xticks(range(len(results)), labels)
        ax.set(xlim=(-0.5, len(results) - 0.5), ylabel=ylabel)
        ax.set_title("each run, and the mean with its 95 % interval", fontsize=11)
        ax.grid(axis="y", color="#dddddd", linewidth=0.8)
        ax.set_axisbelow(True)
    spread = "{}: mean {}, 95 % interval {} to {}, {}."
    return told(figure, " ".join(
        spread.format(" ".join(name.split()), *map(number, mean_interval(values)), _runs(values))
        for name, values in results.items()), ax)  # fmt: skip


def _runs(values: ArrayLike) -> str:
    n = np.size(values)
    return f"{n} run{'s' * (n != 1)}"
