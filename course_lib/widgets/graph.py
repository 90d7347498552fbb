"""The drawing of the backprop stepper: boxes, arrows, and numbers on the arrows."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_lib.backprop import NeuronStep
from course_lib.checks import FloatArray
from course_lib.widgets.maths.neuron import FORMULAS, Lesson, MatrixForm
from course_lib.widgets.stage import BLUE, GREEN, GREY, INK, RED, Stage

HEIGHT = 350
# Centre of each node, in pixels of the stage, from the lower left corner.
NODES = {
    "x₁": (60, 305), "w₁": (60, 235), "x₂": (60, 165), "w₂": (60, 95), "b": (60, 30),
    "z": (360, 165), "a": (580, 165), "L": (800, 165), "y": (800, 300),
}  # fmt: skip
EDGES = [("x₁", "z"), ("w₁", "z"), ("x₂", "z"), ("w₂", "z"), ("b", "z"), ("z", "a"), ("a", "L")]
EDGES += [("y", "L")]
BOXES = {"X": (90, 266), "W": (90, 96), "b": (350, 50), "Z": (350, 246), "A": (600, 246)}
TALL, LOW = 152, 92  # heights of the boxes; a bias has one row
LINKS = [("X", "Z"), ("W", "Z"), ("b", "Z"), ("Z", "A")]
GLOW = {True: GREEN, False: RED}


class Graph:
    """The graph of one neuron and that of the matrices, on one stage; one is visible."""

    def __init__(self) -> None:
        self.stage = Stage(height=HEIGHT)
        self.stage.figure.set_layout_engine("none")
        self.axes = self.stage.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, self.stage.width), ylim=(0, HEIGHT))
        self.axes.set_axis_off()
        self.neuron: list[Artist] = []
        self.matrices: list[Artist] = []
        self._draw_neuron()
        self._draw_matrices()

    def _text(self, group: list[Artist], x: float, y: float, **options: Any) -> Any:
        settings = {"ha": "center", "va": "center", "fontsize": 11, "color": INK, **options}
        text = self.stage.moving(self.axes.text(x, y, "", **settings))
        group.append(text)
        return text

    def _box(self, group: list[Artist], at: tuple[float, float], size: tuple[float, float]) -> Any:
        (x, y), (width, height) = at, size
        patch = FancyBboxPatch(
            (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=8",
            fc="white", ec=GREY, lw=1.5, zorder=2,
        )  # fmt: skip
        self.axes.add_patch(patch)
        group.append(self.stage.moving(patch))
        return patch

    def _arrow(self, group: list[Artist], start: Any, end: Any) -> None:
        arrow = FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=13, color=GREY, lw=1.2)
        self.axes.add_patch(arrow)
        group.append(self.stage.moving(arrow))

    def _draw_neuron(self) -> None:
        group = self.neuron
        self.boxes: dict[str, Any] = {}
        self.names: dict[str, Any] = {}
        self.slopes: dict[str, Any] = {}
        self.locals: dict[str, Any] = {}
        self.marks: dict[str, Any] = {}
        for start, end in EDGES:
            (x0, y0), (x1, y1) = NODES[start], NODES[end]
            gap = 0 if start == "y" else 52
            below = 28 if start == "y" else 0
            self._arrow(group, (x0 + gap, y0 - below), (x1 - gap, y1 + below))
        for name, (x, y) in NODES.items():
            size = (104, 52) if name in "zaL" else (104, 44)
            self.boxes[name] = self._box(group, (x, y), size)
            self.names[name] = self._text(group, x, y, fontsize=12.5, zorder=3)
            self.marks[name] = self._text(group, x + 40, y + size[1] / 2 + 10, fontsize=14)
        places = {
            "w₁": (196, 232), "w₂": (196, 96), "b": (196, 50), "z": (470, 145), "a": (690, 145)
        }  # fmt: skip
        for name, (x, y) in places.items():
            self.slopes[name] = self._text(
                group, x, y, color=RED, fontsize=11, zorder=4,
                bbox={"fc": "white", "ec": "none", "pad": 1.5, "alpha": 0.9},
            )  # fmt: skip
        local = {"φ": (470, 195), "ℓ": (690, 195)}
        for name, (x, y) in local.items():
            self.locals[name] = self._text(group, x, y, fontsize=11)
        self._text(group, 470, 20, fontsize=10.5).set_text(
            "blue: values, forward        red: derivatives, backward"
        )

    def show_neuron(self, lesson: Lesson, step: NeuronStep, judged: dict[str, bool]) -> None:
        """Show what the reader has stepped to; a judged edge glows green or red."""
        self._visible(self.neuron, self.matrices)
        inputs = dict(zip(("x₁", "x₂", "w₁", "w₂"), (*lesson.x, *lesson.w), strict=True))
        inputs |= {"b": lesson.b, "y": lesson.y}
        for name, value in inputs.items():
            self.names[name].set_text(f"{name} = {value:.4g}")
        for place, (name, value) in enumerate((("z", step.z), ("a", step.a), ("L", step.L)), 1):
            known = lesson.shown >= place
            self.names[name].set_text(f"{name} = {value:.4g}" if known else name)
            self.names[name].set_color(BLUE if known else INK)
            last = lesson.shown == place
            self.boxes[name].set_edgecolor(BLUE if last else GREY)
            self.boxes[name].set_linewidth(3 if last else 1.5)
        self._show_slopes(lesson.shown, step)
        self._show_judged(judged)

    def _show_judged(self, judged: dict[str, bool]) -> None:
        boxes = {"∂L/∂a": "L", "∂a/∂z": "a", "∂z/∂w₁": "w₁", "∂z/∂w₂": "w₂", "∂z/∂b": "b"}
        for name, node in boxes.items():
            mark, box = self.marks[node], self.boxes[node]
            mark.set_text("")
            if name in judged:
                # A sign beside the colour, for readers and printers without red and green.
                mark.set_text("✓" if judged[name] else "✗")
                mark.set_color(GLOW[judged[name]])
                box.set_edgecolor(GLOW[judged[name]])
                box.set_linewidth(4)
            elif node in ("w₁", "w₂", "b"):
                box.set_edgecolor(GREY)
                box.set_linewidth(1.5)

    def _show_slopes(self, shown: int, step: NeuronStep) -> None:
        delta = step.dL_da * step.da_dz
        first, second = step.dL_dw
        texts = {
            "a": (4, f"∂L/∂a\n{step.dL_da:.4g}"),
            "z": (6, f"∂L/∂z\n{delta:.4g}"),
            "w₁": (7, f"∂L/∂w₁ = {first:.4g}"),
            "w₂": (7, f"∂L/∂w₂ = {second:.4g}"),
            "b": (7, f"∂L/∂b = {step.dL_db:.4g}"),
        }
        for name, (needed, text) in texts.items():
            self.slopes[name].set_text(text if shown >= needed else "")
            self.slopes[name].set_va("top" if name in "za" else "center")
        self.locals["φ"].set_text(f"φ′(z) = {step.da_dz:.4g}" if shown >= 5 else "φ")
        self.locals["ℓ"].set_text("ℓ")

    def _draw_matrices(self) -> None:
        group = self.matrices
        self.cells: dict[str, Any] = {}
        self.shadows: dict[str, Any] = {}
        for start, end in LINKS:
            (x0, y0), (x1, y1) = BOXES[start], BOXES[end]
            reach = (82, 0) if x0 != x1 else (0, LOW / 2)
            tip = (x1 - 82, y1) if x0 != x1 else (x1, y1 - TALL / 2 - 2)
            self._arrow(group, (x0 + reach[0], y0 + reach[1]), tip)
        for name, (x, y) in BOXES.items():
            low = name == "b"
            self._box(group, (x, y), (158, LOW if low else TALL))
            shift = 21 if low else 37
            self.cells[name] = self._text(group, x, y + shift, fontsize=10, color=BLUE, zorder=3)
            self.shadows[name] = self._text(group, x, y - shift, fontsize=10, color=RED, zorder=3)
        self.rules = self._text(group, 800, 190, fontsize=11.5, linespacing=1.9)

    def show_matrices(self, form: MatrixForm) -> None:
        """Show the matrices: values in blue, gradients in red, shapes beside the names."""
        self._visible(self.matrices, self.neuron)
        for name, value in form.values.items():
            shape = "×".join(map(str, value.shape))
            self.cells[name].set_text(f"{name}  ({shape})\n{_rows(value)}")
            self.shadows[name].set_text(f"d{name}  ({shape})\n{_rows(form.gradients[name])}")
        self.rules.set_text(
            "Z = X W + b,  A = φ(Z)\n" + "\n".join(FORMULAS[name] for name in "AZWbX")
        )

    def _visible(self, shown: list[Artist], hidden: list[Artist]) -> None:
        for group, visible in ((shown, True), (hidden, False)):
            for artist in group:
                artist.set_visible(visible)


def _rows(matrix: FloatArray) -> str:
    lines = [" ".join(f"{v:6.2f}" for v in row) for row in np.atleast_2d(matrix)]
    return "\n".join(lines)
