"""What the playground draws: the plane, the maps of the hidden units and the losses."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from course_lib.checks import FloatArray
from course_lib.widgets.maths.network import MOST_LAYERS, MOST_UNITS, Network
from course_lib.widgets.maths.points import LIMIT, Points
from course_lib.widgets.playground_bend import BendView
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

GRID = 44  # points of the boundary per side
TILE = 22  # points of a unit's map per side
KEPT = 400  # points of the loss curves; then every second one is dropped
TOP = 1.0  # of the loss axis

# Blue to orange through white: the two ends differ in lightness, so grey prints tell them apart.
SIDES = LinearSegmentedColormap.from_list(
    "sides", ["#6aaed6", "#ffffff", "#f5b95c"], bad="#ededed"
)  # grey where there is no unit
DARK_ORANGE = "#a84300"  # told apart from the field it stands on
CLASSES = ((BLUE, "o"), (DARK_ORANGE, "s"))


class PlaygroundView:
    """The stage of the playground and the history of its losses."""

    def __init__(self) -> None:
        self.stage = Stage(height=392)
        axes = self.stage.mosaic(
            [["plane", "units", "units"], ["plane", "losses", "bend"]],
            gridspec_kw={"width_ratios": [1.7, 1.55, 0.85], "height_ratios": [1.08, 1]},
        )
        self.plane, self.units, self.losses = axes["plane"], axes["units"], axes["losses"]
        self.history: list[tuple[float, float]] = []
        self._every, self._seen = 1, 0
        self._build_plane()
        self._build_units()
        self._build_losses()
        self.bend = BendView(self.stage, axes["bend"], CLASSES)

    def _build_plane(self) -> None:
        axes, moving = self.plane, self.stage.moving
        axes.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xlabel="x₁", ylabel="x₂", aspect=1)
        axes.set_title("data (rings: held out) and answer")
        ticks = np.linspace(-LIMIT, LIMIT, GRID)
        self.spots = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
        small = np.linspace(-LIMIT, LIMIT, TILE)
        self.small = np.stack(np.meshgrid(small, small), axis=-1).reshape(-1, 2)
        box = (-LIMIT, LIMIT, -LIMIT, LIMIT)
        self.answer = moving(
            axes.imshow(
                np.zeros((GRID, GRID)), extent=box, origin="lower", cmap=SIDES, vmin=0, vmax=1,
                interpolation="bilinear", zorder=0,
            )
        )  # fmt: skip
        self.dots: list[Any] = []
        for colour, marker in CLASSES:
            style: dict[str, Any] = {"ls": "none", "marker": marker, "ms": 6}
            full = axes.plot([], [], mfc=colour, mec="white", mew=0.7, **style)[0]
            ring = axes.plot([], [], mfc="none", mec=colour, mew=1.3, **style)[0]
            self.dots.append((moving(full), moving(ring)))

    def _build_units(self) -> None:
        axes = self.units
        axes.set_title("what each hidden unit says (rows: layers)")
        axes.set(xlim=(0, MOST_UNITS), ylim=(MOST_LAYERS, 0), xticks=[], yticks=[])
        axes.set_yticks([0.5, 1.5, 2.5], ["1", "2", "3"])
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        empty = np.full((MOST_LAYERS * (TILE + 2), MOST_UNITS * (TILE + 2)), np.nan)
        self.maps = self.stage.moving(
            axes.imshow(
                empty, extent=(0, MOST_UNITS, MOST_LAYERS, 0), aspect="auto", cmap=SIDES,
                vmin=-1, vmax=1, interpolation="nearest",
            )
        )  # fmt: skip
        self.frames: list[Rectangle] = []  # around the two units of the bent plane
        for style in ("-", "--"):
            frame = Rectangle((0, 0), 1, 1, fill=False, ec=INK, lw=2, ls=style)
            axes.add_patch(frame)
            self.frames.append(self.stage.moving(frame))

    def _build_losses(self) -> None:
        axes, moving = self.losses, self.stage.moving
        axes.set(xlim=(0, 1), ylim=(0, TOP), xticks=[0], ylabel="loss", xlabel="steps")
        axes.axhline(np.log(2), color=GREY, lw=0.8, ls=":")
        axes.text(0.995, np.log(2) + 0.02, "guessing", ha="right", fontsize=9, color="#555555")
        self.curves = [
            moving(axes.plot([], [], color=BLUE, lw=2, label="training")[0]),
            moving(axes.plot([], [], "--", color=RED, lw=1.8, label="held out")[0]),
        ]
        moving(axes.legend(loc="upper right", ncols=2, borderaxespad=0.1))  # above the curves
        self.last_step = moving(axes.text(1, -0.06, "", ha="right", va="top", color=INK))

    def note(self, training: float, held_out: float) -> None:
        """Add to the loss curves; the oldest part gets coarser, never lost."""
        self._seen += 1
        if self._seen % self._every:
            return
        self.history.append((training, held_out))
        if len(self.history) >= KEPT:
            self.history = self.history[::2]
            self._every *= 2

    def forget(self) -> None:
        """Clear the loss curves."""
        self.history.clear()
        self._every, self._seen = 1, 0

    def unit_at(self, x: float, y: float) -> tuple[int, int]:
        """Return layer and unit of a place in the picture of the maps, from 0."""
        return int(y), int(x)

    def show(self, points: Points, network: Network) -> None:
        """Move all artists."""
        self.answer.set_data(network.probability(self.spots).reshape(GRID, GRID))
        groups = (points.training(), points.validation())
        for place, (X, y) in enumerate(groups):
            for label in (0, 1):
                mine = X[y[:, 0] == label]
                self.dots[label][place].set_data(mine[:, 0], mine[:, 1])
        maps = network.unit_maps(self.small)
        self.maps.set_data(self._tiles(maps))
        self.bend.show(network, maps, self.small, *groups[0])
        for frame, unit in zip(self.frames, self.bend.pair(network.hidden), strict=True):
            frame.set_visible(unit is not None)
            if unit is not None:
                frame.set_xy((unit[1], unit[0]))
        self._show_losses(network.steps)

    def _tiles(self, maps: list[FloatArray]) -> FloatArray:
        side = TILE + 2
        sheet = np.full((MOST_LAYERS * side, MOST_UNITS * side), np.nan)
        for row, values in enumerate(maps):
            # Each unit by its own largest value: the shape matters, not the size.
            scaled = values / np.maximum(np.abs(values).max(axis=0), 1e-9)
            for column in range(values.shape[1]):
                tile = scaled[:, column].reshape(TILE, TILE)[::-1]
                top, left = row * side + 1, column * side + 1
                sheet[top : top + TILE, left : left + TILE] = tile
        return sheet

    def _show_losses(self, steps: int) -> None:
        values = np.minimum(np.array(self.history).reshape(-1, 2), TOP * 0.99)
        along = np.linspace(0, 1, len(values)) if len(values) > 1 else np.zeros(len(values))
        for line, column in zip(self.curves, values.T, strict=True):
            line.set_data(along, column)
        self.last_step.set_text(f"{steps:,}")
