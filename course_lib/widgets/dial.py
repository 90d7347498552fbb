"""The λ-dial: geometry, coefficient path, degrees of freedom and errors, all at one λ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checks import FloatArray
from course_lib.widgets.controls import choice, slider, turn
from course_lib.widgets.maths import dial as maths
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, SKY, Stage

L1, L2, NET = "L1 (lasso)", "L2 (ridge)", "elastic net"
COLOURS = [BLUE, RED, GREEN, ORANGE, PURPLE, SKY, INK, GREY]
STYLES = ["-", "--", "-.", ":"]

BESIDE: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.05), "handlelength": 1.6}

TRY_THIS = (
    "Turn λ up slowly with L1: the weights become exactly 0 one after the other, and in the left "
    "picture the solution slides into a corner. Do the same with L2 and a correlation of 0.95: "
    "the two correlated weights approach each other, and none becomes 0."
)


def lambda_dial(function: Callable[..., object] | None = None, *, predict: bool = False) -> Panel:
    """Open the λ-dial. Drag in one of the three right pictures, or use the slider.

    The cost is the slide's: the sum of squared errors plus λ times the penalty. The features
    are centred; those of the houses have standard deviation 1, and so has the price.

    All numbers belong to the λ of the needle: weights, degrees of freedom and both errors are
    computed for it, not read off the curves.

    Parameters
    ----------
    function : your own fit, ``fit(X, y, lam) -> weights`` of shape (d,); its path is drawn as
        circles over the course's.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> lambda_dial().close()
    """
    return LambdaDial(function, predict).panel


class LambdaDial:
    """Controls and artists of the plot; the computations are in ``maths.dial``."""

    def __init__(self, function: Callable[..., Any] | None, predict: bool) -> None:
        self.own = function
        self.penalty = choice("Penalty", [L1, L2, NET])
        self.exponent = slider("log₁₀ λ", -2, 4, 1.0, step=0.02)
        self.share = slider("L1 share of the net", 0.05, 0.95, 0.5, step=0.05)
        self.data = choice("Data", [maths.MADE, maths.HOUSES])
        self.correlation = slider("Correlation of x₁, x₂", 0, 0.95, 0.9, step=0.05)
        self.sample = choice("Sample", [1, 2, 3, 4, 5])
        self._known: tuple[object, ...] = ()
        self._shape: tuple[object, ...] = ()
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.nudge, shortcuts=["ArrowLeft", "ArrowRight"],
        )  # fmt: skip
        self.panel.add(self.penalty, self.exponent, self.share)
        self.panel.add(self.data, self.correlation, self.sample)
        if predict:
            self.panel.ask(
                "Two features carry almost the same information. Which penalty gives both of "
                "them about equal weights?",
                ["L1", "L2"],
                "Set the correlation to 0.95 and compare the paths of x₁ and x₂.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=400)
        axes = self.stage.mosaic(
            [["ball", "path"], ["ball", "free"], ["ball", "error"]],
            gridspec_kw={"width_ratios": [1.02, 1], "height_ratios": [1.6, 1, 1.2]},
        )
        self.ball, self.path = axes["ball"], axes["path"]
        self.free, self.error = axes["free"], axes["error"]
        self.right = (self.path, self.free, self.error)
        moving = self.stage.moving
        widths = (2.4, 1, 1, 1)
        self.ellipses = [moving(self.ball.plot([], [], color=BLUE, lw=w)[0]) for w in widths]
        self.shape = moving(self.ball.fill([0], [0], fc=ORANGE, ec=INK, alpha=0.45, lw=1.5)[0])
        self.best = moving(self.ball.plot([], [], "x", color=BLUE, ms=9, mew=2.5)[0])
        self.here = moving(self.ball.plot([], [], "o", color=RED, ms=9, zorder=6)[0])
        for side in ("h", "v"):
            getattr(self.ball, f"ax{side}line")(0, color=GREY, lw=0.8)
        self.ball.set_title("equal loss (blue), equal penalty (orange)")
        self.needles = [moving(a.axvline(0, color=RED, lw=1.6)) for a in self.right]
        self.lines: list[Any] = []
        self.circles: list[Any] = []
        self._build_curves()

    def _build_curves(self) -> None:
        """Build the two lower pictures of the right side; one scale of λ serves all three."""
        x, moving = maths.EXPONENTS, self.stage.moving
        self.degrees = moving(self.free.plot(x, 0 * x, color=BLUE, lw=2)[0])
        self.train = moving(self.error.plot(x, 0 * x, color=BLUE, lw=2, label="training")[0])
        self.new = moving(self.error.plot(x, 0 * x, "--", color=RED, lw=2, label="new data")[0])
        self.lowest = moving(self.error.plot([], [], "kx", ms=8, mew=2, label="lowest")[0])
        self.path.set_title("all on one λ")
        self.path.set_ylabel("weights")
        self.free.set_ylabel("degrees\nof freedom")
        self.error.set_ylabel("mean sq.\nerror")
        self.error.set_xlabel("log₁₀ λ")
        for axes in self.right:
            axes.set_xlim(-2, 4)
            axes.tick_params(labelbottom=axes is self.error)
        self.error.legend(**BESIDE)

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Set λ to the place of the pointer in one of the right pictures."""
        axes, x, _ = self.stage.grab(pointer)
        if pointer.kind != "up" and axes in self.right:
            turn(self.exponent, x)

    def nudge(self, key: str) -> None:
        """Turn λ by 0.04 of a power of ten, two steps of the slider."""
        turn(self.exponent, self.exponent.value + (0.04 if key == "ArrowRight" else -0.04))

    # -- what is drawn -------------------------------------------------------------------

    @property
    def mix(self) -> float:
        """The share of L1 in the penalty."""
        return {L1: 1.0, L2: 0.0, NET: float(self.share.value)}[self.penalty.value]

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        self.share.disabled = self.penalty.value != NET
        self.correlation.disabled = self.data.value != maths.MADE
        self._follow_data()
        t, p = float(self.exponent.value), self.problem
        lam = np.array([10**t])
        exact = maths.weights(p, self.mix, lam)
        w = exact[0]
        self._draw_ball(w)
        for needle in self.needles:
            needle.set_xdata([t, t])
        free = float(maths.degrees_of_freedom(p, exact, self.mix, lam)[0])
        train, new = (float(error[0]) for error in maths.errors(p, exact))
        lowest = int(self.errors[1].argmin())
        self.lowest.set_data([maths.EXPONENTS[lowest]], [self.errors[1][lowest]])
        zeros = int((w == 0).sum())
        return (
            f"λ = {_lam(lam[0])}: {zeros} of {w.size} weights are exactly 0, {free:.2f} degrees "
            f"of freedom; error {train:.3f} on training data, <b>{new:.3f}</b> on new data "
            f"(lowest near λ = {_lam(maths.LAMS[lowest])}). "
            f"w<sub>1</sub> = {w[0]:.2f}, w<sub>2</sub> = {w[1]:.2f}."
        )

    def _follow_data(self) -> None:
        key = (self.data.value, float(self.correlation.value), int(self.sample.value))
        if (*key, self.mix) == self._known:
            return
        self.problem = maths.problem(*key)
        self.weights = maths.path(*key, self.mix)
        self.freedom = maths.degrees_of_freedom(self.problem, self.weights, self.mix)
        self.errors = maths.errors(self.problem, self.weights)
        self._fit_axes()
        for line, column in zip(self.lines, self.weights.T, strict=True):
            line.set_ydata(column)
        if self.own is not None:
            mine = maths.own_path(self.own, self.problem)
            for circle, column in zip(self.circles, mine.T, strict=True):
                circle.set_ydata(column)
        self.degrees.set_ydata(self.freedom)
        self.degrees.set_drawstyle("steps-mid" if self.mix == 1 else "default")
        self.train.set_ydata(self.errors[0])
        self.new.set_ydata(self.errors[1])
        self._known = (*key, self.mix)

    def _fit_axes(self) -> None:
        """Give the axes the range of another data set; this is when ticks are drawn anew."""
        p = self.problem
        if self._shape == (p.names, self.sample.value):
            return
        self._shape = (p.names, self.sample.value)
        for line in (*self.lines, *self.circles):
            self.stage.drop(line)
        x, d = maths.EXPONENTS, len(p.names)
        self.lines, self.circles = [], []
        for i in range(d):
            colour, style = COLOURS[i % len(COLOURS)], STYLES[i // 2 % 4]
            line = self.path.plot(x, 0 * x, style, color=colour, lw=2, label=p.names[i])[0]
            self.lines.append(self.stage.moving(line))
            if self.own is not None:
                circle = self.path.plot(x[::3], 0 * x[::3], "o", mfc="none", color=colour, ms=5)[0]
                self.circles.append(self.stage.moving(circle))
        self.path.legend(handles=self.lines, labelspacing=0.25, **BESIDE)
        low = -0.35 * p.reach
        self.path.set_ylim(low, p.reach)
        self.ball.set(xlim=(low, p.reach), ylim=(low, p.reach), aspect=1)
        self.ball.set(xlabel=f"w₁: {p.names[0]}", ylabel=f"w₂: {p.names[1]}")
        self.free.set_ylim(0, d + 0.3)
        top = float(np.mean(p.y_new**2))
        self.error.set_ylim(0, 1.25 * top)
        self.stage.stale(relayout=True)

    def _draw_ball(self, w: FloatArray) -> None:
        centre, curves = maths.loss_ellipses(self.problem, w, (0, 1))
        for line, (x, y) in zip(self.ellipses, curves, strict=True):
            line.set_data(x, y)
        self.shape.set_xy(np.column_stack(maths.ball(w[0], w[1], self.mix)))
        self.best.set_data([centre[0]], [centre[1]])
        self.here.set_data([w[0]], [w[1]])


def _lam(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
