"""The activation explorer: a function, its slope, and a gradient that passes many layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checks import FloatArray
from course_lib.widgets.controls import button, choice, slider, turn, whole
from course_lib.widgets.maths.curves import Curve, course_curves, flat_regions, label_of, own_curve
from course_lib.widgets.maths.signal import STARTS
from course_lib.widgets.panel import Panel
from course_lib.widgets.passage import DEEPEST, Passage
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

Z = np.linspace(-6, 6, 481)
LABELS = 4  # shaded regions that get a name

TRY_THIS = (
    "Drag the point along the curve into a shaded region: there the tangent is flat, and almost "
    "nothing of a gradient passes. Then set the depth to 50 and compare sigmoid with ReLU, "
    "each with the He start and with a start that is too small."
)


def activation_explorer(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the activation explorer.

    Left: a function with its tangent. Middle: its derivative. Shaded is where the slope is
    exactly 0 (dead) or under a tenth of the largest (saturated). Right: the gradient in each
    layer of a deep network with this function, for each initialisation; it enters at the top,
    on the right, and comes out in layer 1.

    Parameters
    ----------
    function : your own activation, a function of an array that returns an array of the same
        shape. Its ``derivative`` is used if it has one, else a central difference.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> activation_explorer(np.tanh).close()
    """
    return ActivationExplorer(function, predict).panel


class ActivationExplorer:
    """Controls and artists of the plot; the computations are in ``maths``."""

    def __init__(self, function: Callable[..., object] | None, predict: bool) -> None:
        self.curves = course_curves()
        if function is not None:
            own = own_curve(function)
            self.curves = {label_of(own.name): own, **self.curves}
        self.function = choice("Function g", list(self.curves))
        self.z = slider("z", -6, 6, 1.0, step=0.05)
        self.depth = whole("Depth (layers)", 1, DEEPEST, 20)
        self.start = choice("Start", list(STARTS))
        self.seed = 0
        self._curve: Curve | None = None  # what the left pictures show at the moment
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.nudge, shortcuts=["ArrowLeft", "ArrowRight"],
        )  # fmt: skip
        self.panel.add(self.function, self.z)
        again = button("New weights", self.panel.perform(self.redraw_weights))
        self.panel.add(self.depth, self.start, again)
        if predict:
            self.panel.ask(
                "A gradient passes back through 20 sigmoid layers with a good start. "
                "How much of its size is left in the first layer?",
                ["about all", "about a tenth", "less than a millionth"],
                "The right picture shows the sizes. Each sigmoid layer multiplies by at most 1/4.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=360, room=0.012)
        self.value, self.slope, self.layers = self.stage.grid(
            1, 3, gridspec_kw={"width_ratios": [1, 1, 1.35]}
        )
        self.shades, self.lines, self.dots, self.words = [], [], [], []
        for axes, name in ((self.value, "a = g(z)"), (self.slope, "slope g′(z)")):
            axes.set(xlim=(-6, 6), xlabel="z", title=name, xticks=range(-6, 7, 2))
            axes.axhline(0, color=GREY, lw=0.8)
            axes.axvline(0, color=GREY, lw=0.8)
            for colour, hatch in (("#d4d4d4", "///"), ("#fbe3b3", "")):
                shade = axes.fill_between(
                    Z, 0, 1, where=Z < Z, transform=axes.get_xaxis_transform(), fc=colour,
                    ec="#b0b0b0" if hatch else "none", hatch=hatch, lw=0, zorder=0,
                )  # fmt: skip
                self.shades.append(shade)
            self.lines.append(axes.plot(Z, Z, color=BLUE, lw=2.4)[0])
            dot = axes.plot([0], [0], "o", color=RED, ms=9, zorder=5, clip_on=False)[0]
            self.dots.append(self.stage.moving(dot))
        look = {"rotation": 90, "ha": "center", "color": INK, "fontsize": 9.5}
        place = self.value.get_xaxis_transform()
        self.words = [self.value.text(0, 0, "", transform=place, **look) for _ in range(LABELS)]
        tangent = self.value.plot([0, 0], [0, 0], "--", color=RED, lw=1.6)[0]
        self.tangent = self.stage.moving(tangent)
        self.passage = Passage(self.stage, self.layers)

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Move the point to the pointer, in the left and in the middle picture."""
        axes, x, _ = self.stage.grab(pointer)
        if pointer.kind != "up" and axes in (self.value, self.slope):
            self.move_to(x)

    def nudge(self, key: str) -> None:
        """Move the point by a tenth with the arrow keys."""
        self.move_to(self.z.value + (0.1 if key == "ArrowRight" else -0.1))

    def move_to(self, z: float) -> None:
        """Set z; the panel draws once."""
        turn(self.z, z)

    def redraw_weights(self) -> None:
        """Take other random weights for the deep network."""
        self.seed += 1

    # -- what is drawn -------------------------------------------------------------------

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        curve = self.curves[self.function.value]
        self._draw_curves(curve)
        z = float(self.z.value)
        value, slope = self._at(curve, z)
        reach = np.array([z - 2.5, z + 2.5])
        self.tangent.set_data(reach, value + slope * (reach - z))
        for dot, height in zip(self.dots, (value, slope), strict=True):
            low, high = dot.axes.get_ylim()
            dot.set_data([z], [np.clip(height, low, high)])
        here = f"at z = {z:.2f}, g = {value:.3f} and g′ = {slope:.3f}".replace("-", "−")
        return f"<b>{curve.name}</b> ({curve.note}): {here}. {self._pass(curve)}"

    def _pass(self, curve: Curve) -> str:
        return self.passage.show(curve, int(self.depth.value), self.start.value, self.seed)

    def _at(self, curve: Curve, z: float) -> tuple[float, float]:
        if curve.pace and curve.pace.too_slow_for(20):  # while it is dragged: read it off
            lines = (line.get_ydata() for line in self.lines)
            return tuple(float(np.interp(z, Z, line)) for line in lines)  # type: ignore[return-value]  # two lines
        at = np.array([z])
        return float(curve.value(at)[0]), float(curve.slope(at)[0])

    def _draw_curves(self, curve: Curve) -> None:
        if curve is self._curve:
            return
        values, slopes = curve.value(Z), curve.slope(Z)
        for line, heights in zip(self.lines, (values, slopes), strict=True):
            line.set_ydata(heights)
        self.value.set_ylim(*_around(values))
        # One steep step must not press the rest of the slopes flat.
        low, high = _around(np.clip(slopes, *np.quantile(slopes, [0.01, 0.99])))
        self.slope.set_ylim(min(low, -0.75), max(high, 1.45))
        masks = flat_regions(slopes)
        for shade, mask in zip(self.shades, masks * 2, strict=True):
            shade.set_data(Z, 0, 1, where=mask > 0)
        self._name_regions(values, masks)
        # Numbers of any length may stand at the ticks of an own function.
        self.stage.stale(relayout=curve.pace is not None)
        self._curve = curve

    def _name_regions(self, values: FloatArray, masks: tuple[FloatArray, FloatArray]) -> None:
        low, high = self.value.get_ylim()
        named = [
            (text, Z[run])
            for text, mask in zip(("dead: slope = 0", "saturated: slope < 10%"), masks, strict=True)
            for run in _runs(mask > 0)
        ]
        for word in self.words:
            word.set_text("")
        for word, (text, z) in zip(self.words, named, strict=False):
            if z[-1] - z[0] > 0.9:  # narrower than its letters are high
                middle = float((z[0] + z[-1]) / 2)
                curve_above = np.interp(middle, Z, values) > (low + high) / 2
                word.set(text=text, x=middle, y=0.04 if curve_above else 0.96)
                word.set_verticalalignment("bottom" if curve_above else "top")


def _around(heights: FloatArray) -> tuple[float, float]:
    """Return limits with some room around a curve."""
    low, high = float(heights.min()), float(heights.max())
    room = 0.12 * (high - low) or 0.5
    return low - room, high + room


def _runs(mask: Any) -> list[slice]:
    """Return where the mask is true without a gap."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
