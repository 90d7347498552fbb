"""The activation explorer: a function, its slope, and a gradient that passes many layers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.widgets.controls import button, choice, slider, whole
from course_lib.widgets.maths.curves import Curve, course_curves, flat_regions, label_of, own_curve
from course_lib.widgets.maths.signal import (
    HIGHEST,
    LOWEST,
    STARTS,
    gradients_by_layer,
    histogram_columns,
    rms,
)
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

DEEPEST = 50
Z = np.linspace(-6, 6, 481)

TRY_THIS = (
    "Drag the point along the curve into a shaded region: there the tangent is flat, and almost "
    "nothing of a gradient passes. Then set the depth to 50 and compare sigmoid with ReLU, "
    "each with the He start and with a start that is too small."
)


def activation_explorer(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the activation explorer.

    Left: a function with its tangent. Middle: its derivative. Right: the sizes of the gradient
    in each layer of a deep network with this function; the top of the network is at the right.

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
        self._known: tuple[object, ...] = ()  # what the right picture shows at the moment
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
        self.stage = Stage(height=330)
        self.value, self.slope, self.layers = self.stage.grid(
            1, 3, gridspec_kw={"width_ratios": [1, 1, 1.35]}
        )
        moving = self.stage.moving
        self.shades, self.lines, self.dots = [], [], []
        for axes, limits, name in (
            (self.value, (-2.2, 4.2), "a = g(z)"),
            (self.slope, (-0.75, 1.45), "slope g′(z)"),
        ):
            axes.set(xlim=(-6, 6), ylim=limits, xlabel="z", title=name)
            axes.axhline(0, color=GREY, lw=0.8)
            axes.axvline(0, color=GREY, lw=0.8)
            shade = axes.imshow(
                np.zeros((1, Z.size, 4)), extent=(-6, 6, *limits), aspect="auto", zorder=0
            )
            self.shades.append(moving(shade))
            self.lines.append(moving(axes.plot(Z, Z, color=BLUE, lw=2.4)[0]))
            self.dots.append(moving(axes.plot([0], [0], "o", color=RED, ms=9, zorder=5)[0]))
        self.tangent = moving(self.value.plot([0, 0], [0, 0], "--", color=RED, lw=1.6)[0])
        self.flat = moving(self.value.text(-5.7, 3.75, "", fontsize=10, color=INK))
        self._build_layers()

    def _build_layers(self) -> None:
        axes, moving = self.layers, self.stage.moving
        axes.set(
            xlim=(0.5, DEEPEST + 0.5), ylim=(LOWEST - 0.35, HIGHEST), xlabel="layer (1 = first)",
            title="size of the gradient in each layer",
        )  # fmt: skip
        sizes = ["0", "$10^{-8}$", "$10^{-4}$", "1", "$10^4$"]
        axes.set_yticks([LOWEST - 1 / 6, -8, -4, 0, 4], sizes)
        self.cloud = moving(
            axes.imshow(
                np.zeros((1, 1)), extent=(0.5, DEEPEST + 0.5, LOWEST - 1 / 3, HIGHEST),
                aspect="auto", origin="lower", cmap="Blues", vmin=0, vmax=0.25,
                interpolation="nearest",
            )
        )  # fmt: skip
        self.size = moving(axes.plot([], [], "-o", color=RED, ms=3.5, lw=1.8)[0])
        axes.axhline(0, color=GREY, lw=0.8, ls=":")

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Move the point to the pointer, in the left and in the middle picture."""
        if pointer.kind == "up":
            return
        for axes in (self.value, self.slope):
            x, _ = self.stage.value_at(axes, pointer)
            if -6.2 <= x <= 6.2:
                self.move_to(x)

    def nudge(self, key: str) -> None:
        """Move the point by a tenth with the arrow keys."""
        self.move_to(self.z.value + (0.1 if key == "ArrowRight" else -0.1))

    def move_to(self, z: float) -> None:
        """Set z; the panel draws once."""
        self.z.value = float(np.clip(round(z, 2), -6, 6))

    def redraw_weights(self) -> None:
        """Take other random weights for the deep network."""
        self.seed += 1

    # -- what is drawn -------------------------------------------------------------------

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        curve = self.curves[self.function.value]
        self._draw_curves(curve)
        z = np.array([self.z.value])
        value, slope = float(curve.value(z)[0]), float(curve.slope(z)[0])
        reach = np.array([z[0] - 2.5, z[0] + 2.5])
        self.tangent.set_data(reach, value + slope * (reach - z[0]))
        self.dots[0].set_data(z, [value])
        self.dots[1].set_data(z, [slope])
        first, last = self._draw_layers(curve)
        return (
            f"<b>{curve.name}</b> ({curve.note}): at z = {z[0]:.2f}, g = {value:.3f} and "
            f"g′ = {slope:.3f}. Through {self.depth.value} layers the gradient's size goes from "
            f"{last:.2g} at the top to <b>{first:.2g}</b> in the first layer."
        )

    def _draw_curves(self, curve: Curve) -> None:
        slopes = curve.slope(Z)
        dead, saturated = flat_regions(slopes)
        shade = np.zeros((1, Z.size, 4))
        for mask, colour in ((dead, (0.45, 0.45, 0.45, 0.4)), (saturated, (0.9, 0.62, 0.0, 0.3))):
            shade[0, mask > 0] = colour
        for image in self.shades:
            image.set_data(shade)
        self.lines[0].set_ydata(curve.value(Z))
        self.lines[1].set_ydata(slopes)
        words = ["grey: slope exactly 0"] * bool(dead.any())
        words += ["orange: slope nearly 0"] * bool(saturated.any())
        self.flat.set_text("\n".join(words))
        self.flat.set_verticalalignment("top")

    def _draw_layers(self, curve: Curve) -> tuple[float, float]:
        asked = (curve, self.depth.value, self.start.value, self.seed)
        if asked != self._known:
            rng = np.random.default_rng(self.seed)
            start = STARTS[self.start.value]
            gradients = gradients_by_layer(curve, self.depth.value, start, rng)
            self.cloud.set_data(histogram_columns(gradients, DEEPEST))
            self.sizes = np.array([rms(gradient) for gradient in gradients])
            layers = np.arange(1, self.sizes.size + 1)
            logs = np.log10(np.maximum(self.sizes, 10**LOWEST))
            self.size.set_data(layers, np.minimum(logs, HIGHEST))
            self._known = asked
        return float(self.sizes[0]), float(self.sizes[-1])
