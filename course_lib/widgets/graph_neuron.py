"""One neuron as a graph: values go forward above the arrows, derivatives come back below."""

from __future__ import annotations

from typing import Any

from course_lib.backprop import NeuronStep
from course_lib.widgets.graph import GLOW, RUST, Drawing, Graph, Place, short
from course_lib.widgets.maths.neuron import Lesson
from course_lib.widgets.stage import BLUE, INK

LINE = 178  # the height of z, a and L
# Centre of each box, in pixels of the stage.
NODES: dict[str, Place] = {
    "x₁": (62, 318), "w₁": (62, 248), "x₂": (62, LINE), "w₂": (62, 108), "b": (62, 38),
    "z": (430, LINE), "a": (630, LINE), "L": (830, LINE), "y": (830, 312),
}  # fmt: skip
INPUTS = ("x₁", "w₁", "x₂", "w₂", "b")
WIDTH = 118
# The box that a typed local derivative belongs to.
OWNERS = {"∂L/∂a": "L", "∂a/∂z": "a", "∂z/∂w₁": "w₁", "∂z/∂w₂": "w₂", "∂z/∂b": "b"}


class NeuronGraph(Drawing):
    """The graph of z = w₁x₁ + w₂x₂ + b, a = φ(z), L = ℓ(a, y)."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph)
        self.frames: dict[str, Any] = {}
        self.names: dict[str, Any] = {}
        self.marks: dict[str, Any] = {}
        for name, (x, y) in NODES.items():
            size = (WIDTH, 52 if name in "zaL" else 44)
            self.frames[name] = self.box((x, y), size)
            self.names[name] = self.text((x, y))
            self.marks[name] = self.text((x + 46, y + size[1] / 2 + 10), fontsize=14)
        self._edges()
        self.caption((640, 30), "blue: values, forward         red: derivatives, backward")

    def _edges(self) -> None:
        back = {"color": RUST, "bbox": {"fc": "white", "ec": "none", "pad": 2, "lw": 1.4}}
        ahead = {"color": BLUE, "bbox": {"fc": "white", "ec": "none", "pad": 0.5}}
        self.ahead: dict[str, Any] = {}
        self.back: dict[str, Any] = {}
        self.locals: dict[str, Any] = {}
        x1, y1 = NODES["z"][0] - WIDTH / 2 - 2, LINE
        for name in INPUTS:
            x0, y0 = NODES[name][0] + WIDTH / 2, NODES[name][1]
            self.arrow((x0, y0), (x1, y1))

            def on(share: float, y0: float = y0, x0: float = x0) -> Place:
                return x0 + share * (x1 - x0), y0 + share * (y1 - y0)

            self.ahead[name] = self.text(on(0.14), **ahead)
            self.back[name] = self.text(on(0.52), **back)
        for start, end in (("z", "a"), ("a", "L")):
            x0, x1 = NODES[start][0] + WIDTH / 2, NODES[end][0] - WIDTH / 2
            self.arrow((x0, LINE), (x1 - 2, LINE))
            middle = (x0 + x1) / 2
            self.ahead[start] = self.text((middle, LINE + 15), **ahead)
            self.back[start] = self.text((middle, LINE - 25), **back)
            self.locals[start] = self.text((middle, LINE + 50))
        top, bottom = NODES["y"][1] - 22, LINE + 28
        self.arrow((NODES["y"][0], top), (NODES["y"][0], bottom))
        self.ahead["y"] = self.text((NODES["y"][0] + 10, (top + bottom) / 2), ha="left", color=BLUE)

    def show(self, lesson: Lesson, step: NeuronStep, judged: dict[str, bool], kind: str) -> None:
        """Show what the reader has stepped to; a judged box glows green or red."""
        self.graph.show(self)
        given = dict(zip(("x₁", "x₂", "w₁", "w₂"), (*lesson.x, *lesson.w), strict=True))
        given |= {"b": lesson.b, "y": lesson.y}
        shown = lesson.shown
        for name, value in given.items():
            self._name(name, value, True)
            # The target is needed last: it flows when the loss is computed.
            self.ahead[name].set_text(short(value) if shown >= (3 if name == "y" else 1) else "")
        for place, (name, value) in enumerate((("z", step.z), ("a", step.a), ("L", step.L)), 1):
            self._name(name, value, shown >= place)
            self.names[name].set_color(BLUE if shown >= place else INK)
            self._frame(name, BLUE if shown == place else None)
            if name != "L":
                self.ahead[name].set_text(short(value) if shown > place else "")
        self._show_back(lesson, step)
        slope = f"φ′(z) = {short(step.da_dz)}"
        self.locals["z"].set_text(slope if shown >= 5 else "a = φ(z)")
        self.locals["a"].set_text(kind)
        self._show_judged(judged)

    def _name(self, name: str, value: float, known: bool) -> None:
        words = f"{name} = {short(value)}" if known else name
        self.names[name].set_text(words)
        self.names[name].set_fontsize(12 if len(words) < 12 else 9.5)

    def _frame(self, name: str, colour: str | None) -> None:
        self.frames[name].set_edgecolor(colour or "none")
        self.frames[name].set_linewidth(3.5 if colour else 0)

    def _show_back(self, lesson: Lesson, step: NeuronStep) -> None:
        shown, delta = lesson.shown, step.dL_da * step.da_dz
        (x1, x2), (w1, w2) = delta * lesson.w, step.dL_dw
        values = {"x₁": x1, "x₂": x2, "w₁": w1, "w₂": w2, "b": step.dL_db}
        texts = {name: (7, f"∂L/∂{name} = {short(value)}") for name, value in values.items()}
        texts["a"] = (4, f"∂L/∂a\n{short(step.dL_da)}")
        texts["z"] = (6, f"∂L/∂z\n{short(delta)}")
        for name, (needed, text) in texts.items():
            self.back[name].set_text(text if shown >= needed else "")
            # What the last step has brought has a rim.
            self.back[name].get_bbox_patch().set_edgecolor(RUST if shown == needed else "none")

    def _show_judged(self, judged: dict[str, bool]) -> None:
        for name, node in OWNERS.items():
            right = judged.get(name)
            # A sign beside the colour, for readers and printers without red and green.
            self.marks[node].set_text("" if right is None else "✓" if right else "✗")
            if right is not None:
                self.marks[node].set_color(GLOW[right])
                self._frame(node, GLOW[right])
            elif node in INPUTS:
                self._frame(node, None)
