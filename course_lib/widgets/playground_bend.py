"""The bent plane: where two hidden units put the plane's points and its lines.

The next layer sees the points only there. The output unit draws a straight line, so training must
bend the plane until a straight line can part the classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib.checks import FloatArray
from course_lib.widgets.maths.network import Network
from course_lib.widgets.stage import GREY, INK, Stage

EVERY = 3  # of the lines of the grid of 22: the first and the last are drawn too
Unit = tuple[int, int]  # layer and place in it, from 0


class BendView:
    """The artists of one axes. Two units are its x and y; :meth:`choose` changes them."""

    def __init__(self, stage: Stage, axes: Axes, classes: Sequence[tuple[str, str]]) -> None:
        self._chosen: tuple[Unit, Unit] | None = None
        moving = stage.moving
        axes.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.12), xticks=[], yticks=[])
        axes.set_title("the plane, bent")
        self.mesh = moving(axes.plot([], [], color=GREY, lw=0.7)[0])
        self.border = moving(axes.plot([], [], color=INK, lw=1.6)[0])
        self.dots = [
            moving(axes.plot([], [], m, mfc=c, mec="white", mew=0.5, ms=4.5)[0]) for c, m in classes
        ]
        style: Any = {"fontsize": 9, "color": INK, "transform": axes.transAxes}
        self.along = moving(axes.text(1, -0.06, "", ha="right", va="top", **style))
        self.up = moving(axes.text(-0.06, 1, "", ha="right", va="top", rotation=90, **style))

    def choose(self, layer: int, unit: int) -> None:
        """Make this unit the x of the picture, and the unit that was x before its y."""
        last = self._chosen[0] if self._chosen else None
        other = last if last and last[0] == layer and last[1] != unit else (layer, int(unit == 0))
        self._chosen = ((layer, unit), other)

    def pair(self, hidden: Sequence[int]) -> tuple[Unit | None, Unit | None]:
        """Return the units that are x and y; None where the network has no such unit."""
        if not hidden:
            return None, None
        units = self._chosen or ((-1, 0), (-1, 1))
        if not all(layer < len(hidden) and unit < hidden[layer] for layer, unit in units):
            layer = min(units[0][0], len(hidden) - 1)
            units = ((layer, 0), (layer, 1))
        layer = units[0][0] % len(hidden)
        x, y = ((layer, unit) if unit < hidden[layer] else None for _, unit in units)
        return x, y

    def show(
        self, network: Network, maps: list[FloatArray], spots: FloatArray, X: FloatArray,
        y: FloatArray,
    ) -> None:  # fmt: skip
        """Move the artists. ``maps`` are the values of all units at ``spots``, a square grid."""
        units = self.pair(network.hidden)
        layers = network.unit_maps(X)
        grid, data, scale = np.zeros((len(spots), 2)), np.zeros((len(X), 2)), np.ones(2)
        for k, unit in enumerate(units):
            if unit is not None:
                values, mine = maps[unit[0]][:, unit[1]], layers[unit[0]][:, unit[1]]
            elif not network.hidden:
                values, mine = spots[:, k], X[:, k]
            else:
                continue
            scale[k] = max(float(np.abs(values).max()), 1e-9)
            grid[:, k], data[:, k] = values / scale[k], mine / scale[k]
        self.mesh.set_data(*_lines(grid))
        for label, dots in enumerate(self.dots):
            dots.set_data(*data[y[:, 0] == label].T)
        self.border.set_data(*self._line(network, units, scale))
        for k, text in enumerate((self.along, self.up)):
            text.set_text(_name(units[k], k, bool(network.hidden)))

    def _line(self, network: Network, units: tuple[Unit | None, ...], scale: FloatArray) -> Any:
        """Return the output's straight border where it is one: over all that the output sees."""
        W, b = network.weights()[-1][:, 0], float(network.biases()[-1][0])
        last = len(network.hidden) - 1
        if len(W) != 2 or any(unit is not None and unit[0] != last for unit in units):
            return [], []
        columns = [k if unit is None else unit[1] for k, unit in enumerate(units)]
        if len(set(columns)) != 2:
            return [], []
        w = W[columns] * scale
        if not np.abs(w).max() > 1e-12:
            return [], []
        foot = -b * w / (w @ w)
        way = np.array([-w[1], w[0]]) / np.sqrt(w @ w)
        ends = foot + np.outer([-4.0, 4.0], way)
        return ends[:, 0], ends[:, 1]


def _name(unit: Unit | None, k: int, hidden: bool) -> str:
    if unit is not None:
        return f"unit {unit[0] + 1}.{unit[1] + 1}"
    return "" if hidden else f"x{k + 1}"


def _lines(grid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return rows and columns of the grid as one line with gaps."""
    side = int(np.sqrt(len(grid)))
    square = grid.reshape(side, side, 2)
    gap = np.full((1, 2), np.nan)
    parts = [part for i in range(0, side, EVERY) for part in (square[i], gap, square[:, i], gap)]
    both = np.concatenate(parts)
    return both[:, 0], both[:, 1]
