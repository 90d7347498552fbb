"""The same chain in matrices: three examples, two units, and the shapes on the arrows."""

from __future__ import annotations

from typing import Any

from course_lib.widgets.graph import RUST, Drawing, Graph, Place, rows, short
from course_lib.widgets.maths.neuron import FORMULAS, MatrixForm
from course_lib.widgets.stage import BLUE

BOXES: dict[str, Place] = {"X": (92, 262), "W": (92, 86), "b": (372, 52), "Z": (372, 240)}
BOXES |= {"A": (624, 240), "L": (852, 262)}
SIZES = {"b": (166, 88), "L": (112, 52)}
USUAL = (166, 158)
# From, to, and where the arrow begins and ends.
ARROWS: dict[str, tuple[Place, Place]] = {
    "X": ((176, 262), (287, 262)),
    "W": ((176, 110), (287, 200)),
    "b": ((372, 97), (372, 159)),
    "Z": ((456, 262), (539, 262)),
    "A": ((708, 262), (794, 262)),
}


class MatrixGraph(Drawing):
    """X, W and b make Z, Z makes A, A makes L; each holds its value and its gradient."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph)
        self.values: dict[str, Any] = {}
        self.gradients: dict[str, Any] = {}
        self.shapes: dict[str, tuple[Any, Any]] = {}
        for name, (x, y) in BOXES.items():
            self.box((x, y), SIZES.get(name, USUAL))
            up = {"b": 20, "L": 0}.get(name, 38)
            self.values[name] = self._numbers((x, y + up), BLUE)
            if name != "L":
                self.gradients[name] = self._numbers((x, y - up), RUST)
        for name, (start, end) in ARROWS.items():
            self.arrow(start, end)
            (x0, y0), (x1, y1) = start, end
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            # Beside an upright arrow, above and below a level one.
            (dx, dy) = (24, 0) if x0 == x1 else (0, 12) if y0 == y1 else (-20, 16)
            forward = self.text((x + dx, y + dy), color=BLUE, fontsize=10.5)
            backward = self.text((x - dx, y - dy), color=RUST, fontsize=10.5)
            self.shapes[name] = forward, backward
        words = ["Z = X W + b,  A = φ(Z)", *(FORMULAS[name] for name in "AZWbX")]
        self.caption((818, 100), "\n".join(words), fontsize=11, linespacing=1.75)

    def _numbers(self, at: Place, colour: str) -> Any:
        return self.text(at, fontsize=10, color=colour, family="DejaVu Sans Mono")

    def show(self, form: MatrixForm) -> None:
        """Show values in blue, gradients in red, and the shape of what flows on each arrow."""
        self.graph.show(self)
        for name, value in form.values.items():
            self.values[name].set_text(f"{name}\n{rows(value, 2)}")
            self.gradients[name].set_text(f"d{name}\n{rows(form.gradients[name], 3)}")
            shape = "×".join(map(str, value.shape))
            forward, backward = self.shapes[name]
            forward.set_text(f"{shape} →" if name != "b" else f"{shape} ↑")
            backward.set_text(f"← {shape}" if name != "b" else f"{shape} ↓")
        self.values["L"].set_text(f"L = {short(form.loss)}")
