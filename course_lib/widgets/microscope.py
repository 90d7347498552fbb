"""The gradient microscope: how large should the step of a numerical derivative be?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.widgets.controls import choice, slider, turn
from course_lib.widgets.maths import steps as maths
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREEN, GREY, INK, RED, Stage

STYLES = {maths.FORWARD: (BLUE, "-"), maths.CENTRED: (RED, "--"), maths.COMPLEX: (GREEN, "-.")}
REACH = 3.0  # of the left picture, in units of h
TOP = 4.0

TRY_THIS = (
    "Move h down from 10⁻¹: the centred error falls by 100 for each power of ten, until rounding "
    "takes over. In float32 at h = 10⁻⁷ the curve on the left breaks into steps. Then choose ReLU, "
    "set x to 0.010 and find the h at which the kink spoils the check."
)


def gradient_microscope(
    function: Callable[..., object] | None = None,
    gradient: Callable[..., object] | None = None,
    *,
    predict: bool = False,
) -> Panel:
    """Open the gradient microscope. Drag in the right picture, or use the slider, to change h.

    Left: the function around x, magnified so that the step h is one unit wide, with the line
    whose slope is the estimate. Right: the error of each method for every h.

    Parameters
    ----------
    function : your own function of one number, applied to arrays entry by entry.
    gradient : its derivative, taken as the truth. Without it the truth is a careful estimate.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> gradient_microscope().close()
    """
    return GradientMicroscope(function, gradient, predict).panel


class GradientMicroscope:
    """Controls and artists of the plot; the computations are in ``maths.steps``."""

    def __init__(
        self, function: Callable[..., Any] | None, gradient: Callable[..., Any] | None,
        predict: bool,
    ) -> None:  # fmt: skip
        self.examples = maths.examples()
        if function is not None:
            own = maths.own_example(function, gradient)
            self.examples = {own.name: own, **self.examples}
        self.function = choice("f", list(self.examples))
        self.x = slider("x", -2, 2, 0.7, step=0.001, form=".3f")
        self.h = slider("log₁₀ h", -13, -1, -2, step=0.125, form=".3f")
        self.method = choice("Method", list(maths.METHODS), maths.CENTRED)
        self.precision = choice("Numbers", list(maths.PRECISIONS))
        self._known: tuple[object, ...] = ()
        self._at: tuple[object, ...] = ()
        self._truth = 0.0
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.nudge, shortcuts=["ArrowLeft", "ArrowRight"],
        )  # fmt: skip
        self.panel.add(self.function, self.x, self.h)
        self.panel.add(self.method, self.precision)
        if predict:
            self.panel.ask(
                "Which step gives the smallest error with the centred difference in float64?",
                ["10⁻²", "10⁻⁵", "10⁻¹³"],
                "The red curve on the right has its valley there, near the cube root of 10⁻¹⁶.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=370)
        axes = self.stage.mosaic([["near", "error"]], gridspec_kw={"width_ratios": [1, 1.3]})
        self.near, self.error = axes["near"], axes["error"]
        moving = self.stage.moving
        self.near.set(xlim=(-REACH, REACH), ylim=(-TOP, TOP), xlabel="distance from x, in steps h")
        self.near.set(title="f around x, magnified by 1/h", ylabel="(f − f(x)) / (h · scale)")
        self.near.axhline(0, color=GREY, lw=0.8)
        self.near.axvline(0, color=GREY, lw=0.8)
        self.curve = moving(self.near.plot([], [], color=BLUE, lw=2.2)[0])
        self.truth = moving(self.near.plot([], [], color=INK, lw=1.2, ls=":")[0])
        self.secant = moving(self.near.plot([], [], color=RED, lw=1.6)[0])
        self.ends = moving(self.near.plot([], [], "o", color=RED, ms=8)[0])
        self.kink = moving(self.near.axvline(9, color=GREEN, lw=2, ls="--"))
        self.error.set(xlim=(-13, -1), ylim=(-18.8, 2), xlabel="log₁₀ h", ylabel="log₁₀ error")
        self.error.set_xticks(range(-13, 0, 2))
        self.error.set_yticks(
            [-18, *range(-15, 1, 3)], ["none", "−15", "−12", "−9", "−6", "−3", "0"]
        )
        self.error.set_title("error of the estimate (thin: the other precision)", pad=24)
        x = maths.EXPONENTS
        self.lines: dict[str, Any] = {}
        self.others: dict[str, Any] = {}
        for name, (colour, style) in STYLES.items():
            thin = self.error.plot(x, 0 * x, style, color=colour, lw=0.8, alpha=0.6)[0]
            bold = self.error.plot(x, 0 * x, style, color=colour, lw=2.2, label=name)[0]
            self.others[name], self.lines[name] = moving(thin), moving(bold)
        self.needle = moving(self.error.axvline(-2, color=INK, lw=1.2))
        self.here = moving(self.error.plot([], [], "o", color=INK, ms=9)[0])
        self.error.legend(
            loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=3, frameon=False, fontsize=9.5
        )

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Set h to the place of the pointer in the right picture."""
        axes, x, _ = self.stage.grab(pointer)
        if pointer.kind != "up" and axes is self.error:
            turn(self.h, x)

    def nudge(self, key: str) -> None:
        """Change h by an eighth of a power of ten."""
        turn(self.h, self.h.value + (0.125 if key == "ArrowRight" else -0.125))

    # -- what is drawn -------------------------------------------------------------------

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        example = self._example()
        x, h = float(self.x.value), 10 ** float(self.h.value)
        method, precision = str(self.method.value), str(self.precision.value)
        if (example, x) != self._at:
            self._at, self._truth = (example, x), example.derivative(x)
        truth = self._truth
        self._draw_errors(example, x, precision)
        found = maths.estimate(example, x, h, method, precision)
        self._draw_near(example, x, h, found, truth)
        error = max(abs(found - truth), maths.SMALLEST)
        self.needle.set_xdata([self.h.value] * 2)
        self.here.set_data([self.h.value], [np.log10(error)])
        near = example.kink is not None and abs(x - example.kink) < h
        off = f"error <b>{error:.1e}</b>" if error > maths.SMALLEST else "<b>no error</b>"
        return (
            f"{example.name} at x = {x:.3f}: {method} in {precision} with h = {h:.1e} gives "
            f"{found:.8g}; true {truth:.8g}; {off}."
            + (" <b>The kink lies within the step</b> (green)." if near else "")
        )

    def _example(self) -> maths.Example:
        name = self.function.value
        if self.examples[name].pace:  # the student's: looked at when it is first drawn
            self.examples[name] = maths.examined(self.examples[name])
        return self.examples[name]

    def _draw_errors(self, example: maths.Example, x: float, precision: str) -> None:
        if (example.name, x, precision) == self._known:
            return
        other = next(name for name in maths.PRECISIONS if name != precision)
        for method in maths.METHODS:
            for lines, kind in ((self.lines, precision), (self.others, other)):
                lines[method].set_ydata(np.log10(maths.errors(example, x, method, kind)))
        self._known = (example.name, x, precision)

    def _draw_near(
        self, example: maths.Example, x: float, h: float, found: float, truth: float
    ) -> None:
        scale = max(abs(truth), 0.3)
        u, rise = maths.magnified(example, x, h, str(self.precision.value))
        self.curve.set_data(u, np.clip(rise / scale, -99, 99))
        ends = {maths.FORWARD: [0.0, 1.0], maths.CENTRED: [-1.0, 1.0], maths.COMPLEX: [0.0]}
        at = np.array(ends[str(self.method.value)])
        heights = np.interp(at, u, rise) / scale
        self.ends.set_data(at, heights)
        line = np.array([-REACH, REACH])
        self.secant.set_data(line, heights[0] + found / scale * (line - at[0]))
        self.truth.set_data(line, truth / scale * line)
        place = 99.0 if example.kink is None else (example.kink - x) / h
        self.kink.set_xdata([np.clip(place, -99, 99)] * 2)
