"""The backprop stepper: one neuron as a graph, with a number on every edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.backprop import NeuronStep
from course_lib.losses import LOSSES
from course_lib.widgets.controls import button, choice, number, parse_number, slider
from course_lib.widgets.graph import Graph, short
from course_lib.widgets.graph_matrices import MatrixGraph
from course_lib.widgets.graph_neuron import NeuronGraph
from course_lib.widgets.maths.neuron import (
    BACKWARD,
    FORWARD,
    LOCAL,
    Lesson,
    elementwise,
    is_right,
    likely_mistake,
    local_derivatives,
    matrix_form,
    own_activation,
)
from course_lib.widgets.panel import Panel

STEPS = (*FORWARD, *BACKWARD)
LOSS_NAMES = {"squared error": "mse", "cross-entropy": "binary_cross_entropy"}
LOSS_TEXTS = {"squared error": "L = (a − y)²", "cross-entropy": "L = −ln p(y)"}
NEURON, MATRIX = "one neuron", "matrix form"

TRY_THIS = (
    "Step forward to the loss, then type the five local derivatives and press Check before you "
    "step backward. Set z far from 0 with sigmoid: which factor makes ∂L/∂w vanish?"
)


def backprop_stepper(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the backprop stepper: forward, backward and update of one neuron, step by step.

    Blue numbers are values of the forward pass, red ones derivatives of the backward pass. The
    matrix form shows the same chain for three examples and two units, with the shape of each
    matrix. On the picture the keys F, B, U and R press the buttons.

    Parameters
    ----------
    function : your own activation; its ``derivative`` is used if it has one, else a central
        difference.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> backprop_stepper().close()
    """
    return BackpropStepper(function, predict).panel


class BackpropStepper:
    """Controls and graph of the plot; the neuron itself is a ``Lesson``."""

    def __init__(self, function: Callable[..., object] | None, predict: bool) -> None:
        self.lesson = Lesson()
        self._known: tuple[object, ...] = ()  # the numbers that ``_step`` belongs to
        self._step: NeuronStep
        self.activations = elementwise()
        if function is not None:
            own = own_activation(function)
            self.activations = {own.title: own, **self.activations}
        graph = Graph()
        self.neuron, self.matrices = NeuronGraph(graph), MatrixGraph(graph)
        self.panel = Panel(
            graph.stage, self.draw, try_this=TRY_THIS,
            on_key=self.press, shortcuts=["f", "b", "u", "r"],
        )  # fmt: skip
        self._controls()
        if predict:
            self.panel.ask(
                "w₂ is negative, x₂ is positive and the output is too small. "
                "What will the update do to w₂?",
                ["increase it", "decrease it", "leave it"],
                "Step through both passes: ∂L/∂w₂ has the sign of (a − y)·φ′(z)·x₂.",
            )
        self.panel.update()
        self.panel.pose = self.show_all

    def _controls(self) -> None:
        lesson = self.lesson
        self.activation = choice("φ", list(self.activations))
        self.loss = choice("Loss", list(LOSS_NAMES))
        self.view = choice("View", [NEURON, MATRIX])
        self.rate = slider("Learning rate α", 0.0, 2.0, 0.5, step=0.05)
        start = {"x₁": lesson.x[0], "x₂": lesson.x[1], "y": lesson.y}
        start |= {"w₁": lesson.w[0], "w₂": lesson.w[1], "b": lesson.b}
        self.numbers: dict[str, Any] = {n: number(n, v) for n, v in start.items()}
        for field in self.numbers.values():
            field.layout.width = "93px"
        self.rate.layout.width = "250px"
        self.typed: dict[str, Any] = {name: number(name) for name in LOCAL}
        steps: dict[str, Callable[[], None]] = {
            "Forward": self.forward,
            "Backward": self.backward,
            "Update": self.update,
            "Reset": self.reset,
        }
        self.buttons = {label: button(label, self.panel.perform(a)) for label, a in steps.items()}
        self.panel.add(*self.buttons.values(), self.view, self.activation, self.loss)
        self.panel.add(*self.numbers.values(), self.rate)
        check = button("Check", self.panel.perform(self.check), "compare with the true derivatives")
        self.panel.add(*self.typed.values(), check)

    # -- what the reader does ------------------------------------------------------------

    def press(self, key: str) -> None:
        """Press a button by its first letter."""
        actions = {"f": self.forward, "b": self.backward, "u": self.update, "r": self.reset}
        actions[key]()

    def forward(self) -> None:
        """Show the next value of the forward pass."""
        self._read()
        self.lesson.forward()

    def backward(self) -> None:
        """Show the next derivative of the backward pass."""
        self._read()
        self.lesson.backward()

    def update(self) -> None:
        """Subtract α times the gradient from w and b."""
        self._read()
        self.lesson.update(self.step(), self.rate.value)
        new = dict(zip(("w₁", "w₂", "b"), (*self.lesson.w, self.lesson.b), strict=True))
        with self.panel.quietly():
            for name, value in new.items():
                self.numbers[name].value = f"{value:.6g}"
            for field in self.typed.values():
                field.value = ""

    def reset(self) -> None:
        """Begin again with the first weights."""
        fresh = Lesson()
        self.lesson.shown = 0
        with self.panel.quietly():
            for name, value in zip(("w₁", "w₂", "b"), (*fresh.w, fresh.b), strict=True):
                self.numbers[name].value = f"{value:g}"
            for field in self.typed.values():
                field.value = ""

    def check(self) -> None:
        """Judge the typed derivatives: the boxes glow when the panel draws."""
        if not any(field.value.strip() for field in self.typed.values()):
            raise ValueError("Type at least one local derivative, then press Check.")

    def _read(self) -> None:
        value = {name: parse_number(field.value, name) for name, field in self.numbers.items()}
        self.lesson.x = np.array([value["x₁"], value["x₂"]])
        self.lesson.w = np.array([value["w₁"], value["w₂"]])
        self.lesson.b, self.lesson.y = value["b"], value["y"]

    def step(self) -> NeuronStep:
        """Return all values of both passes for the numbers in the fields."""
        here, now = self.lesson, (self.activation.value, self.loss.value)
        key = (*here.x, *here.w, here.b, here.y, *now)
        if key != self._known:  # an own function may be slow, and most presses change nothing
            activation, loss = self.activations[now[0]], LOSSES[LOSS_NAMES[now[1]]]
            self._step, self._known = here.step(activation, loss), key
        return self._step

    # -- what is drawn -------------------------------------------------------------------

    def show_all(self) -> None:
        """Draw all steps, for the still picture; the reader has not taken one."""
        kind = LOSS_TEXTS[self.loss.value]
        self.neuron.show(replace(self.lesson, shown=len(STEPS)), self.step(), {}, kind)

    def draw(self) -> str:
        """Draw the graph and say what the last step was."""
        self._read()
        activation = self.activations[self.activation.value]
        if self.view.value == MATRIX:
            form = matrix_form(self.lesson, activation, LOSS_NAMES[self.loss.value])
            self.matrices.show(form)
            return (
                "<b>Matrix form</b>, 3 examples and 2 units; the first row of X and the first "
                "column of W are the one neuron's. A gradient has the shape of what it "
                "differentiates, so each arrow carries one shape both ways."
            )
        step = self.step()
        self.neuron.show(self.lesson, step, self._judged(step), LOSS_TEXTS[self.loss.value])
        return f"{self._say(step)} {self._verdict(step)}"

    def _answers(self) -> dict[str, float]:
        return {n: parse_number(f.value, n) for n, f in self.typed.items() if f.value.strip()}

    def _judged(self, step: NeuronStep) -> dict[str, bool]:
        true = local_derivatives(step)
        return {name: is_right(value, true[name]) for name, value in self._answers().items()}

    def _verdict(self, step: NeuronStep) -> str:
        judged = self._judged(step)
        wrong = [name for name, right in judged.items() if not right]
        if not judged:
            return ""
        if not wrong:
            return f"<b>{len(judged)} of {len(LOCAL)} typed, all right.</b>"
        hints = [likely_mistake(name, self._answers()[name], step) for name in wrong]
        return "Not right: " + "; ".join(
            f"<b>{name}</b>{' (' + hint + ')' if hint else ''}"
            for name, hint in zip(wrong, hints, strict=True)
        )

    def _say(self, step: NeuronStep) -> str:
        shown = self.lesson.shown
        if shown == 0:
            return "Press <b>Forward</b>: first z = w₁x₁ + w₂x₂ + b."
        last = STEPS[shown - 1]
        (w1, w2), b = map(short, step.dL_dw), short(step.dL_db)
        texts = {
            "z": f"z = w₁x₁ + w₂x₂ + b = <b>{short(step.z)}</b>.",
            "a": f"a = φ(z) = <b>{short(step.a)}</b>.",
            "L": f"{LOSS_TEXTS[self.loss.value]} = <b>{short(step.L)}</b>. Now backward.",
            "∂L/∂a": f"∂L/∂a = <b>{short(step.dL_da)}</b>: how the loss reacts to the output.",
            "∂a/∂z": f"∂a/∂z = φ′(z) = <b>{short(step.da_dz)}</b>: the local factor of φ.",
            "∂L/∂z": f"∂L/∂z = ∂L/∂a · ∂a/∂z = <b>{short(step.dL_da * step.da_dz)}</b>.",
            "∂L/∂w and ∂L/∂b": (
                f"∂L/∂w₁ = ∂L/∂z · x₁ = <b>{w1}</b>, ∂L/∂w₂ = ∂L/∂z · x₂ = <b>{w2}</b>, "
                f"∂L/∂b = ∂L/∂z · 1 = <b>{b}</b>; ∂L/∂x goes on to the layer before. Now update."
            ),
        }
        return texts[last]
