"""The right picture of the activation explorer: a gradient on its way through many layers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from course_lib.widgets.maths.curves import Curve
from course_lib.widgets.maths.signal import (
    HIGHEST,
    LOWEST,
    STARTS,
    Stack,
    histogram_columns,
    log_sizes,
    rms,
)
from course_lib.widgets.stage import GREY, INK, RED, Stage

DEEPEST = 50
# A line style and a short name for each start, in their order.
LOOKS = (("-", "He"), ("--", "Glorot"), (":", "sd 0.01"), ("-.", "sd 0.5"))


class Passage:
    """For each layer the size of its gradient with every start, and the chosen one's histogram."""

    def __init__(self, stage: Stage, axes: Axes) -> None:
        self._curve: Curve | None = None
        self._stacks: dict[str, Stack] = {}  # by start, for this curve and these weights
        self._known: tuple[object, ...] = ()  # what is shown at the moment
        axes.set(xlim=(0.5, DEEPEST + 0.5), ylim=(LOWEST - 0.35, HIGHEST))
        axes.set(xlabel="layer (1 = first); blue: its histogram")
        axes.set_title("size of the gradient in each layer", pad=24)
        sizes = ["0", "$10^{-8}$", "$10^{-4}$", "1", "$10^4$"]
        axes.set_yticks([LOWEST - 1 / 6, -8, -4, 0, 4], sizes)
        axes.axhline(0, color=GREY, lw=0.8, ls=":")
        moving = stage.moving
        self.cloud = moving(
            axes.imshow(
                np.zeros((1, 1)), extent=(0.5, DEEPEST + 0.5, LOWEST - 1 / 3, HIGHEST),
                aspect="auto", origin="lower", cmap="Blues", vmin=0, vmax=0.25,
                interpolation="nearest",
            )
        )  # fmt: skip
        self.lines = {
            start: moving(axes.plot([], [], style, color=INK, lw=1.2, label=name)[0])
            for start, (style, name) in zip(STARTS, LOOKS, strict=True)
        }
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=len(LOOKS), columnspacing=1,
            handlelength=1.7, handletextpad=0.4, fontsize=9.5, frameon=False,
        )  # fmt: skip
        self.chosen = moving(axes.plot([], [], "-o", color=RED, ms=3.5, lw=1.8)[0])
        self.gap = moving(axes.text(25, -4, "", ha="center", fontsize=10.5))

    def show(self, curve: Curve, depth: int, start: str, seed: int) -> str:
        """Send the gradient through the layers and say what comes out."""
        calls = 3 * depth * len(STARTS)
        slow = curve.pace is not None and curve.pace.too_slow_for(calls)
        for artist in (self.cloud, self.chosen, *self.lines.values()):
            artist.set_visible(not slow)
        self.gap.set_text("left out" if slow else "")
        if slow and curve.pace:
            return f"The right picture is left out: {curve.pace.complaint(calls)}."
        if (curve, depth, start, seed) != self._known:
            self._follow(curve, depth, start, seed)
            self._known = (curve, depth, start, seed)
        layers = f"{depth} layers" if depth > 1 else "1 layer"
        return (
            f"Through {layers} the gradient's size goes from {self.sizes[-1]:.2g} at the top to "
            f"<b>{self.sizes[0]:.2g}</b> in the first layer."
        )

    def _follow(self, curve: Curve, depth: int, start: str, seed: int) -> None:
        """Compute for each start; what is known of the layers already is kept."""
        if curve is not self._curve:
            self._curve, self._stacks = curve, {}
        layers = np.arange(1, depth + 1)
        for name, line in self.lines.items():
            stack = self._stacks.get(name)
            if stack is None or stack.seed != seed:
                stack = self._stacks[name] = Stack(curve, STARTS[name], seed)
            gradients = stack.gradients(depth)
            logs = log_sizes(gradients)
            line.set_data(layers, logs)
            if name == start:
                self.cloud.set_data(histogram_columns(gradients, DEEPEST))
                self.sizes = [rms(gradient) for gradient in gradients]
                self.chosen.set_data(layers, logs)
