"""The loss designer: costs, loss, threshold, confusion matrix and money move together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.lines import Line2D

from course_lib.checks import FloatArray
from course_lib.widgets.controls import button, slider, tick, turn
from course_lib.widgets.maths import credit as maths
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

BINS = np.linspace(-0.2, 1.2, 43)
# Where the axes may end: a limit that follows every value would never stand still.
LOSS_TOPS, COST_TOPS, HEAPS = (3, 6, 12, 25, 50, 100), (1, 2, 4, 8, 16), (24, 48, 100, 220)

TRY_THIS = (
    "Keep the threshold at 0.50 and raise λ from 0 to 4: the scores of risky borrowers slide to "
    "the left and the cost falls. Then set λ back to 0 and press Best threshold instead: how "
    "much of the saving does a moved threshold bring, without any special loss?"
)


def loss_designer(function: Callable[..., object] | None = None, *, predict: bool = False) -> Panel:
    """Open the loss designer, on the German credit data. Drag the threshold in the pictures.

    A linear approval score is fitted to the training borrowers with the slide's loss,
    MSE + λ · penalty(risky); everything else is counted on validation borrowers. One unit of
    money is what a refused good loan costs to begin with.

    Parameters
    ----------
    function : your own loss ``loss(prediction, target)``, the mean over its arguments; target 1
        is a good borrower. The score is then fitted with it instead.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> loss_designer().close()
    """
    return LossDesigner(function, predict).panel


class LossDesigner:
    """Controls and artists of the plot; the computations are in ``maths.credit``."""

    def __init__(self, function: Callable[..., Any] | None, predict: bool) -> None:
        self.train, self.validation = maths.borrowers()
        self.own = function
        self._own_fit: tuple[FloatArray, Any] | None = None
        self.weight = slider("λ: penalty of approving risky", 0, 20, 4, step=0.1, form=".1f")
        self.risky = slider("Cost: risky approved (units)", 0.5, 20, 5, step=0.5, form=".1f")
        self.good = slider("Cost: good refused (units)", 0.5, 10, 1, step=0.5, form=".1f")
        self.threshold = slider("Approve if score ≥", -0.1, 1.1, 0.5, step=0.01)
        for control in (self.weight, self.risky):
            control.layout.width = "400px"
        for control in (self.threshold, self.good):
            control.layout.width = "340px"
        self.use_own = tick("fit with my loss", True) if function else None
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.nudge, shortcuts=["ArrowLeft", "ArrowRight"],
        )  # fmt: skip
        best = button("Best threshold", self.panel.perform(self.take_best), "on training data")
        self.panel.add(self.weight, self.threshold, best)
        self.panel.add(self.risky, self.good, *([self.use_own] if self.use_own else []))
        if predict:
            self.panel.ask(
                "A calibrated score is the probability of a good borrower. Approving a risky one "
                "costs 5, refusing a good one costs 1. Above which probability should one approve?",
                ["1/6", "1/2", "4/5", "5/6"],
                "Approve if 5 (1 − p) < 1 p, so p > 5/6. Set λ = 0 and press Best threshold.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=400, room=0.008)
        axes = self.stage.mosaic(
            [["loss", "scores", "scores"], ["loss", "cost", "matrix"]],
            gridspec_kw={"width_ratios": [1.15, 1.1, 0.9]},
        )
        self.loss, self.scores = axes["loss"], axes["scores"]
        self.cost, self.matrix = axes["cost"], axes["matrix"]
        self._build_loss()
        self._build_scores()
        self._build_cost()

    def _build_loss(self) -> None:
        axes, moving = self.loss, self.stage.moving
        axes.set(xlim=(0, 1), ylim=(-2.4, 12), xlabel="score p")
        axes.set_title("loss of one borrower", pad=24)
        axes.axhline(0, color=GREY, lw=0.8)
        self.curves = []
        for colour, width in ((BLUE, 3.4), (RED, 1.8)):  # told apart on a grey print too
            for style in ("-", ":"):
                line = axes.plot(maths.P, 0 * maths.P, style, color=colour, lw=width)
                self.curves.append(moving(line[0]))
        looks = {"good": (BLUE, "-", 3.4), "risky": (RED, "-", 1.8)}
        looks |= {"loss": (INK, "-", 2.0), "slope": (INK, ":", 2.0)}
        axes.legend(
            [Line2D([], [], color=c, ls=style, lw=width) for c, style, width in looks.values()],
            list(looks), loc="lower center", bbox_to_anchor=(0.48, 0.98), ncols=4, frameon=False,
            fontsize=9.5, columnspacing=1, handlelength=1.6, handletextpad=0.4,
        )  # fmt: skip
        self.gauge = moving(axes.axvline(0.5, color=INK, lw=1.2))

    def _build_scores(self) -> None:
        axes, moving = self.scores, self.stage.moving
        axes.set(xlim=(-0.2, 1.2), ylim=(0, 24), title="scores of the validation borrowers")
        axes.set(xlabel="score", ylabel="borrowers")
        blank = np.zeros(BINS.size - 1)
        self.shade = moving(axes.axvspan(-0.2, 0.5, color="black", alpha=0.1, lw=0))
        good = axes.stairs(blank, BINS, fill=True, color=BLUE, alpha=0.45, label="good")
        risky = axes.stairs(blank, BINS, color=RED, lw=2, label="risky")
        self.bars = [moving(good), moving(risky)]
        self.needle = moving(axes.axvline(0.5, color=INK, lw=2))
        for x, words, side in ((0.01, "refused", "left"), (0.99, "approved", "right")):
            axes.text(x, 0.88, words, ha=side, fontsize=10, transform=axes.transAxes)
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0.86), fontsize=9.5, frameon=False)

    def _build_cost(self) -> None:
        axes, moving = self.cost, self.stage.moving
        axes.set(xlim=(-0.1, 1.1), ylim=(0, 2), xlabel="threshold", ylabel="units")
        axes.set_title("mean cost per borrower", pad=22)
        x = maths.GRID
        seen = axes.plot(x, 0 * x, "--", color=GREY, lw=1.5, label="training")[0]
        new = axes.plot(x, 0 * x, color=BLUE, lw=2, label="validation")[0]
        self.costs = [moving(seen), moving(new)]
        self.best = moving(axes.plot([0], [0], "v", color=GREY, ms=9, clip_on=False)[0])
        self.here = moving(axes.plot([0], [0], "o", color=RED, ms=9, clip_on=False)[0])
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 0.95), ncols=2, frameon=False, fontsize=9.5
        )
        self.matrix.set_axis_off()
        self.matrix.set(xlim=(0, 1), ylim=(0, 1))
        places = {"head": (0.7, 1.0), "good": (0.02, 0.72), "risky": (0.02, 0.42)}
        words = {"head": "approved  refused", "good": "is good", "risky": "is risky"}
        for name, (x0, y0) in places.items():
            centre = "center" if name == "head" else "left"
            self.matrix.text(x0, y0, words[name], fontsize=10.5, ha=centre)
        self.cells = [
            [moving(self.matrix.text(x0, y0, "", fontsize=13, ha="center")) for x0 in (0.54, 0.86)]
            for y0 in (0.72, 0.42)
        ]
        self.cells[0][1].set_color(RED)
        self.cells[1][0].set_color(RED)
        self.money = moving(self.matrix.text(0.02, 0.06, "", fontsize=11))

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Set the threshold to the place of the pointer."""
        axes, x, _ = self.stage.grab(pointer)
        if pointer.kind != "up" and axes in (self.scores, self.cost):
            turn(self.threshold, x)

    def nudge(self, key: str) -> None:
        """Move the threshold by a hundredth."""
        turn(self.threshold, self.threshold.value + (0.01 if key == "ArrowRight" else -0.01))

    def take_best(self) -> None:
        """Set the threshold that is cheapest on the training borrowers."""
        seen = self._cost(self.train, self.train.X @ self.fit()[0])
        turn(self.threshold, maths.GRID[int(seen.argmin())])

    # -- what is drawn -------------------------------------------------------------------

    def fit(self) -> tuple[FloatArray, list[FloatArray]]:
        """Return the weights of the score, and the four curves of the left picture."""
        if self.use_own and self.use_own.value and self.own:
            if self._own_fit is None:
                tables = maths.slopes_of(self.own)
                curves = [np.interp(maths.P, maths.SCORES, table) for table in tables]
                self._own_fit = maths.fit_own(self.train, self.own), curves
            return self._own_fit
        return maths.credit_risk(float(self.weight.value))

    def _cost(self, data: maths.Borrowers, score: FloatArray) -> FloatArray:
        return maths.cost_curve(data, score, float(self.risky.value), float(self.good.value))

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        w, curves = self.fit()
        for line, curve in zip(self.curves, curves, strict=True):
            line.set_ydata(curve)
        # A loss may be infinite at 0 or 1: its steepest fifth does not set the scale.
        highest = max(float(np.quantile(curve, 0.8)) for curve in curves)
        self._reach(self.loss, highest, LOSS_TOPS, below=2.4)
        t = float(self.threshold.value)
        score = self.validation.X @ w
        self._draw_scores(score, t)
        seen, new = self._cost(self.train, self.train.X @ w), self._cost(self.validation, score)
        best = int(seen.argmin())
        for line, curve in zip(self.costs, (seen, new), strict=True):
            line.set_ydata(curve)
        self._reach(self.cost, max(seen.max(), new.max()), COST_TOPS)
        self.best.set_data([maths.GRID[best]], [seen[best]])
        cost = float(np.interp(t, maths.GRID, new))
        self.here.set_data([t], [cost])
        table = maths.confusion(self.validation, score, t)
        for row, counts in zip(self.cells, table, strict=True):
            for cell, count in zip(row, counts, strict=True):
                cell.set_text(f"{count:.0f}")
        total = self.risky.value * table[1, 0] + self.good.value * table[0, 1]
        self.money.set_text(f"{total:,.0f} units for {self.validation.y.size} borrowers")
        ratio = self.risky.value / (self.risky.value + self.good.value)
        return (
            f"At threshold {t:.2f} the validation borrowers cost <b>{total:,.0f}</b> units "
            f"({total / self.validation.y.size:.3f} each); the threshold that is best on the "
            f"training borrowers is {maths.GRID[best]:.2f} and costs {new[best]:.3f} each. A "
            f"calibrated probability would be cut at {ratio:.2f}."
        )

    def _draw_scores(self, score: FloatArray, threshold: float) -> None:
        highest = 0.0
        for bars, label in zip(self.bars, (1, 0), strict=True):
            inside = np.clip(score[self.validation.y == label], BINS[0], BINS[-1])
            counts = np.histogram(inside, bins=BINS)[0].astype(float)
            bars.set_data(counts)
            highest = max(highest, float(counts.max()))
        self._reach(self.scores, highest, HEAPS)
        for line in (self.needle, self.gauge):
            line.set_xdata([threshold, threshold])
        self.shade.set_width(threshold - BINS[0])

    def _reach(self, axes: Any, value: float, tops: tuple[int, ...], below: float = 0.0) -> None:
        """Let the axes end at the first of ``tops`` that holds the value."""
        top = next((top for top in tops if top >= value), tops[-1])
        if axes.get_ylim()[1] != top:
            axes.set_ylim(-below * max(1, top / 12), top)
            self.stage.stale()
